// Signs a UserSig with a secret (v2). Java 17 or newer, nothing to add.
// SECRET=… java UserSigV2.java 1400000001 alice 86400
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class UserSigV2 {
  static String userSig(String secret, long sdkAppId, String userId, long expireSeconds) throws Exception {
    long time = System.currentTimeMillis() / 1000;
    String text = "TLS.identifier:" + userId + "\nTLS.sdkappid:" + sdkAppId + "\nTLS.time:" + time
        + "\nTLS.expire:" + expireSeconds + "\n";
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String sig = Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    String ticket = "{\"TLS.ver\":\"2.0\",\"TLS.identifier\":" + quoted(userId) + ",\"TLS.sdkappid\":" + sdkAppId
        + ",\"TLS.time\":" + time + ",\"TLS.expire\":" + expireSeconds + ",\"TLS.sig\":\"" + sig + "\"}";
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
    System.out.println(userSig(System.getenv("SECRET"), Long.parseLong(args[0]), args[1], Long.parseLong(args[2])));
  }
}
