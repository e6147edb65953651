// Signs a UserSig with a secret (v2). Go 1.20 or newer, nothing to get.
// SECRET=… go run usersig_v2.go 1400000001 alice 86400
package main

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

func userSig(secret string, sdkAppId int64, userId string, expireSeconds int64) (string, error) {
	now := time.Now().Unix()
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "TLS.identifier:%s\nTLS.sdkappid:%d\nTLS.time:%d\nTLS.expire:%d\n", userId, sdkAppId, now, expireSeconds)
	ticket, err := json.Marshal(map[string]any{
		"TLS.ver": "2.0", "TLS.identifier": userId, "TLS.sdkappid": sdkAppId, "TLS.time": now, "TLS.expire": expireSeconds,
		"TLS.sig": base64.StdEncoding.EncodeToString(mac.Sum(nil)),
	})
	if err != nil {
		return "", err
	}
	var packed bytes.Buffer
	writer := zlib.NewWriter(&packed)
	writer.Write(ticket)
	writer.Close()
	return strings.NewReplacer("+", "*", "/", "-", "=", "_").Replace(base64.StdEncoding.EncodeToString(packed.Bytes())), nil
}

func main() {
	sdkAppId, _ := strconv.ParseInt(os.Args[1], 10, 64)
	expire, _ := strconv.ParseInt(os.Args[3], 10, 64)
	sig, err := userSig(os.Getenv("SECRET"), sdkAppId, os.Args[2], expire)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(sig)
}
