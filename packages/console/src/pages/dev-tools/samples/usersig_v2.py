# Signs a UserSig with a secret (v2). Python 3.8 or newer, nothing to install.
# SECRET=… python3 usersig_v2.py 1400000001 alice 86400
import base64, hashlib, hmac, json, os, sys, time, zlib


def user_sig(secret, sdk_app_id, user_id, expire_seconds):
    now = int(time.time())
    text = f"TLS.identifier:{user_id}\nTLS.sdkappid:{sdk_app_id}\nTLS.time:{now}\nTLS.expire:{expire_seconds}\n"
    ticket = {
        "TLS.ver": "2.0",
        "TLS.identifier": user_id,
        "TLS.sdkappid": sdk_app_id,
        "TLS.time": now,
        "TLS.expire": expire_seconds,
        "TLS.sig": base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()).decode(),
    }
    packed = base64.b64encode(zlib.compress(json.dumps(ticket).encode())).decode()
    return packed.translate(str.maketrans("+/=", "*-_"))


sdk_app_id, user_id, expire = sys.argv[1:]
print(user_sig(os.environ["SECRET"], int(sdk_app_id), user_id, int(expire)))
