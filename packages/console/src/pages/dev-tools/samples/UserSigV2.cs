// Signs a UserSig with a secret (v2). .NET 8 or newer, nothing to add: the Program.cs of a console project.
// SECRET=… dotnet run 1400000001 alice 86400
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

static string UserSig(string secret, long sdkAppId, string userId, long expireSeconds)
{
    var time = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
    var text = $"TLS.identifier:{userId}\nTLS.sdkappid:{sdkAppId}\nTLS.time:{time}\nTLS.expire:{expireSeconds}\n";
    var sig = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
    var ticket = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["TLS.ver"] = "2.0",
        ["TLS.identifier"] = userId,
        ["TLS.sdkappid"] = sdkAppId,
        ["TLS.time"] = time,
        ["TLS.expire"] = expireSeconds,
        ["TLS.sig"] = Convert.ToBase64String(sig),
    });
    using var packed = new MemoryStream();
    using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal)) zlib.Write(ticket);
    return Convert.ToBase64String(packed.ToArray()).Replace('+', '*').Replace('/', '-').Replace('=', '_');
}

Console.WriteLine(UserSig(Environment.GetEnvironmentVariable("SECRET")!, long.Parse(args[0]), args[1], long.Parse(args[2])));
