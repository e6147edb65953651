// Signs a UserSig with a private key (v1). Java 17 or newer, nothing to add.
// java UserSigV1.java private_key 1400000001 alice 86400
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;

public class UserSigV1 {
  static String userSig(String privateKeyPem, long sdkAppId, String userId, long expireSeconds) throws Exception {
    long time = System.currentTimeMillis() / 1000;
    String text = "TLS.appid_at_3rd:0\nTLS.account_type:0\nTLS.identifier:" + userId + "\nTLS.sdk_appid:" + sdkAppId
        + "\nTLS.time:" + time + "\nTLS.expire_after:" + expireSeconds + "\n";
    byte[] der = Base64.getMimeDecoder().decode(privateKeyPem.replaceAll("-----[A-Z ]+-----", ""));
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)));
    signer.update(text.getBytes(StandardCharsets.UTF_8));
    String ticket = "{\"TLS.account_type\":\"0\",\"TLS.identifier\":" + quoted(userId) + ",\"TLS.appid_at_3rd\":\"0\""
        + ",\"TLS.sdk_appid\":\"" + sdkAppId + "\",\"TLS.expire_after\":\"" + expireSeconds + "\""
        + ",\"TLS.version\":\"201512300000\",\"TLS.time\":\"" + time + "\""
        + ",\"TLS.sig\":\"" + Base64.getEncoder().encodeToString(signer.sign()) + "\"}";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(ticket.getBytes(StandardCharsets.UTF_8));
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray()).replace('+', '*').replace('/', '-').replace('=', '_');
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  public static void main(String[] args) throws Exception {
    String pem = Files.readString(Path.of(args[0]));
    System.out.println(userSig(pem, Long.parseLong(args[1]), args[2], Long.parseLong(args[3])));
  }
}
