// Signs a UserSig with a private key (v1). .NET 8 or newer, nothing to add: the Program.cs of a console project.
// dotnet run private_key 1400000001 alice 86400
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

static string UserSig(string privateKeyPem, long sdkAppId, string userId, long expireSeconds)
{
    var time = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
    var text = $"TLS.appid_at_3rd:0\nTLS.account_type:0\nTLS.identifier:{userId}\nTLS.sdk_appid:{sdkAppId}\n"
        + $"TLS.time:{time}\nTLS.expire_after:{expireSeconds}\n";
    using var key = ECDsa.Create();
    key.ImportFromPem(privateKeyPem);
    var sig = key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    var ticket = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
    {
        ["TLS.account_type"] = "0",
        ["TLS.identifier"] = userId,
        ["TLS.appid_at_3rd"] = "0",
        ["TLS.sdk_appid"] = $"{sdkAppId}",
        ["TLS.expire_after"] = $"{expireSeconds}",
        ["TLS.version"] = "201512300000",
        ["TLS.time"] = $"{time}",
        ["TLS.sig"] = Convert.ToBase64String(sig),
    });
    using var packed = new MemoryStream();
    using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal)) zlib.Write(ticket);
    return Convert.ToBase64String(packed.ToArray()).Replace('+', '*').Replace('/', '-').Replace('=', '_');
}

Console.WriteLine(UserSig(File.ReadAllText(args[0]), long.Parse(args[1]), args[2], long.Parse(args[3])));
