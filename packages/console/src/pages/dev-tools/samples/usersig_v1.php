<?php
// Signs a UserSig with a private key (v1). PHP 8 with openssl and zlib, as most come.
// php usersig_v1.php private_key 1400000001 alice 86400

function userSig(string $privateKeyPem, int $sdkAppId, string $userId, int $expireSeconds): string
{
    $time = (string) time();
    $text = "TLS.appid_at_3rd:0\nTLS.account_type:0\nTLS.identifier:$userId\n"
        . "TLS.sdk_appid:$sdkAppId\nTLS.time:$time\nTLS.expire_after:$expireSeconds\n";
    openssl_sign($text, $signature, $privateKeyPem, OPENSSL_ALGO_SHA256);
    $ticket = json_encode([
        'TLS.account_type' => '0',
        'TLS.identifier' => $userId,
        'TLS.appid_at_3rd' => '0',
        'TLS.sdk_appid' => (string) $sdkAppId,
        'TLS.expire_after' => (string) $expireSeconds,
        'TLS.version' => '201512300000',
        'TLS.time' => $time,
        'TLS.sig' => base64_encode($signature),
    ]);
    return strtr(base64_encode(gzcompress($ticket)), '+/=', '*-_');
}

[, $keyFile, $sdkAppId, $userId, $expire] = $argv;
echo userSig(file_get_contents($keyFile), (int) $sdkAppId, $userId, (int) $expire), "\n";
