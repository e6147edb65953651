// Signs a UserSig with a private key (v1). Go 1.20 or newer, nothing to get.
// go run usersig_v1.go private_key 1400000001 alice 86400
package main

import (
	"bytes"
	"compress/zlib"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"strings"
	"time"
)

func userSig(privateKeyPem []byte, sdkAppId, userId, expireSeconds string) (string, error) {
	block, _ := pem.Decode(privateKeyPem)
	if block == nil {
		return "", fmt.Errorf("this is no PEM file")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return "", err
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok {
		return "", fmt.Errorf("this is no ECDSA key")
	}
	now := fmt.Sprint(time.Now().Unix())
	text := "TLS.appid_at_3rd:0\nTLS.account_type:0\nTLS.identifier:" + userId + "\nTLS.sdk_appid:" + sdkAppId +
		"\nTLS.time:" + now + "\nTLS.expire_after:" + expireSeconds + "\n"
	digest := sha256.Sum256([]byte(text))
	sig, err := ecdsa.SignASN1(rand.Reader, key, digest[:])
	if err != nil {
		return "", err
	}
	ticket, err := json.Marshal(map[string]string{
		"TLS.account_type": "0", "TLS.identifier": userId, "TLS.appid_at_3rd": "0", "TLS.sdk_appid": sdkAppId,
		"TLS.expire_after": expireSeconds, "TLS.version": "201512300000", "TLS.time": now,
		"TLS.sig": base64.StdEncoding.EncodeToString(sig),
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
	pemText, err := os.ReadFile(os.Args[1])
	if err == nil {
		var sig string
		if sig, err = userSig(pemText, os.Args[2], os.Args[3], os.Args[4]); err == nil {
			fmt.Println(sig)
			return
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
