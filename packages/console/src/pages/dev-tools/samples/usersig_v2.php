<?php
// Signs a UserSig with a secret (v2). PHP 8 with zlib, as most come.
// SECRET=… php usersig_v2.php 1400000001 alice 86400

function userSig(string $secret, int $sdkAppId, string $userId, int $expireSeconds): string
{
    $time = time();
    $text = "TLS.identifier:$userId\nTLS.sdkappid:$sdkAppId\nTLS.time:$time\nTLS.expire:$expireSeconds\n";
    $ticket = json_encode([
        'TLS.ver' => '2.0',
        'TLS.identifier' => $userId,
        'TLS.sdkappid' => $sdkAppId,
        'TLS.time' => $time,
        'TLS.expire' => $expireSeconds,
        'TLS.sig' => base64_encode(hash_hmac('sha256', $text, $secret, true)),
    ]);
    return strtr(base64_encode(gzcompress($ticket)), '+/=', '*-_');
}

[, $sdkAppId, $userId, $expire] = $argv;
echo userSig(getenv('SECRET'), (int) $sdkAppId, $userId, (int) $expire), "\n";
