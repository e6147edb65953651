# Signs a UserSig with a private key (v1). Python 3.8 or newer, with: pip install cryptography
# python3 usersig_v1.py private_key 1400000001 alice 86400
import base64, json, sys, time, zlib
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key


def user_sig(private_key_pem, sdk_app_id, user_id, expire_seconds):
    now = str(int(time.time()))
    text = (
        f"TLS.appid_at_3rd:0\nTLS.account_type:0\nTLS.identifier:{user_id}\n"
        f"TLS.sdk_appid:{sdk_app_id}\nTLS.time:{now}\nTLS.expire_after:{expire_seconds}\n"
    )
    key = load_pem_private_key(private_key_pem, password=None)
    ticket = {
        "TLS.account_type": "0",
        "TLS.identifier": user_id,
        "TLS.appid_at_3rd": "0",
        "TLS.sdk_appid": str(sdk_app_id),
        "TLS.expire_after": str(expire_seconds),
        "TLS.version": "201512300000",
        "TLS.time": now,
        "TLS.sig": base64.b64encode(key.sign(text.encode(), ec.ECDSA(hashes.SHA256()))).decode(),
    }
    packed = base64.b64encode(zlib.compress(json.dumps(ticket).encode())).decode()
    return packed.translate(str.maketrans("+/=", "*-_"))


key_file, sdk_app_id, user_id, expire = sys.argv[1:]
print(user_sig(open(key_file, "rb").read(), int(sdk_app_id), user_id, int(expire)))
