/** Files that age 1.1.1 and sops 3.11.0 wrote, for keys that are used for nothing else. */
export const KEY = 'AGE-SECRET-KEY-1GWWR9QQ2DPVP39U9KSZJNAU9JQCN3NRTTEQY9Z6JNFDAZJRUEV9QKHC0Y5';
export const RECIPIENT = 'age10q07vwpj9nge6ce05cxxd0j2tqy5fetgesa4cn0xqs9nqkr3husseetg43';
/** Opens none of them but the second recipient's. */
export const OTHER_KEY = 'AGE-SECRET-KEY-1A8SMV5VNNRTKQGR83SCX3HG7RZ56ZWU4YUVT7RHF35WRK58NN6QQE02E5E';

/** `secrets: { a: hunter22 }`, as bytes. */
export const AGE_BINARY: Buffer = Buffer.from(
  'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBEUVFhNDJ1aXYzSTlCdWFwUDdpVDRLQ1V2VWljTEtqNnBGbkNoVHkrSWxVCnhEQjEyVFEycDEzdS9hSXZNNnVBNDFaallvenVzZ25TckhwVWV6VVdtRkkKLS0tIEdOSXNsM3NuMjhqc0dNOVBpNDhRaE1IWGlqK2dCSTFsa0xtVnphS1R1blEK1tGSb92t2dhavk/vMMoYTGD7Kn5gjfLxxowqaHk2poUR6Cgj6bd5mFn/1pbkTID8h7ikycD2Tg==',
  'base64',
);
/** The same, as text, for two recipients. */
export const AGE_ARMORED = `-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBwQ1VHSjlUa1RhWDRPNGc5
Nkl2TlM2TGNZUVd4L0RaUmJ0bm93NDg5QkhVCm5aM3hvMzBIdmUveXFxVEJtaDJ2
WW44ZHNqSGJNaDdLNnlSWUVtTFh3d2cKLT4gWDI1NTE5IEExZjBnUUhTSERvNnFM
SjVLWm02RXcyb25PQXFERjZGQ1FocCt1dlh5eXcKak44UWZVang0cW56dWg3ejJV
d1dpUXNqRmgzYnhHcUtQWEROdHkwOGZtdwotLS0gaE9kVCs2aTh3RlUwNjJzdVJw
ZzgxUzJpYVNVQ2g0YmlHZTZuNEZ4eFR2dwrDImUuoGm6Sp6OhOmYsMG4oyg6TEvj
0y6icR0O9ZIVw9N0s4KBXgROn6kFwBomjfV/8TXUEpco
-----END AGE ENCRYPTED FILE-----
`;
/** Every type of value, comments, and three values in clear. */
export const SOPS_YAML = `#ENC[AES256_GCM,data:KNl57D4A63hvxA==,iv:BhtsMcJkrm8ClkknSuSVe0OGJFU/kZYGbvPfRcPc7G8=,tag:EPnXh+Ii3u0bwXokwWbfDA==,type:comment]
variables:
    hello: ENC[AES256_GCM,data:Uztj9QI=,iv:6WvssIisVjL6YqB7m4hx2V2xbXHgNyC+7/DAgjgJM+g=,tag:bU71XDytAdVx1ARAvBtfDA==,type:str]
    number: ENC[AES256_GCM,data:YQ==,iv:iYxlZsHWr6mi4iGg66kszqizcxSQoEY1ZUJz4pNJKK8=,tag:3Nc8qSOlJ85v9yJXBMu+dA==,type:int]
    decimal: ENC[AES256_GCM,data:DwJI,iv:FDn5MdMF9uXR/r98mWmfjJ7rb0aJqbgKzkTq1K7UVno=,tag:cliAGRVnD70cWpRqoWpkOQ==,type:float]
    huge: ENC[AES256_GCM,data:9O8r4W/F+2bH1S7g7PlGa0b3fY3eCHoTUXH/4ASlRA==,iv:GKfpadNAY0n/SWXd0QQTCtdxKp7g/4p1+gjlVjpalU4=,tag:5+/tosZiVPq/GpJfzhNhrA==,type:float]
    flag: ENC[AES256_GCM,data:Ryi+fA==,iv:B116rOyFlPcET0xssaKZzbx6pH3ExsGWUq4G1zNtfRk=,tag:yrDHYKCG8+gKPw0Y2iyCdg==,type:bool]
    date: ENC[AES256_GCM,data:QW2+mALCfUAJmSPea2dIJp+h0KM=,iv:u3k4nJV+A4bPyxaE3yl4uXZ+FI52bjeUAoSQfp/DjEE=,tag:KSYtoBl2BwzrLaO/Kq1Xww==,type:time]
    nothing: null
    empty: ""
    list:
        - ENC[AES256_GCM,data:OQ==,iv:Bc28SqowcxWRefLI8tkwUAg6LXjzdJj+JFUIYMDHxiE=,tag:AO4p71WW+5v1RQoPaA8plw==,type:str]
        - ENC[AES256_GCM,data:WQ==,iv:9O146OVUYopLsyGcsupKHzpTCSacxC3P0L6dtsLPw78=,tag:crKUqSeorFTtYcCmdcnp5w==,type:int]
        - x: ENC[AES256_GCM,data:CQ==,iv:Vv9v10kL5tI0lpgxnO6i7Uh/e0nrVUVeYJ2ioVvhybI=,tag:DW+927vqkxQzh7EZu0BYxQ==,type:str]
    open_unencrypted: 3.5
    first_unencrypted: one
    second_unencrypted: two
connections:
    smtp_default: ENC[AES256_GCM,data:OkJzP2mMmPxxxPo0a13gwRT0oi3T5KBvVXE=,iv:kTvctS6I8TWZ9wqbvT8ob5NoSWR5KScOHrkxWfQaEtM=,tag:FkH0Q1/9ZlnoKSUtk+KK9Q==,type:str]
secrets:
    db-password: ENC[AES256_GCM,data:A3PeLVWiTwY=,iv:Zei65AqUPbCMXE8lw8jKThuqem7ckUtVNfOoRov3AjE=,tag:zGKBGD9boj6QhS8o/HCEzg==,type:str]
    umlaut: ENC[AES256_GCM,data:dlO9Udg4rw==,iv:wuD3qHF1zvchgbl/tf2c6DtKMqnwgXzkcrQICTm4Z7M=,tag:jRBJwHmX3FVs8h/mCUb/Xg==,type:str]
sops:
    age:
        - recipient: age10q07vwpj9nge6ce05cxxd0j2tqy5fetgesa4cn0xqs9nqkr3husseetg43
          enc: |
            -----BEGIN AGE ENCRYPTED FILE-----
            YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBsYVBkbnFFZ2xQbldxQ3FX
            ODVOR2xzNzMyQVlSMWRtWGxHOHRpYkZkVUVzCklNSXNYVUdQQ2lrSElaZFVOUlBV
            bllwemE0T0dWbDFDZTVlbTBSd3hYRHcKLS0tIEpHd0FUZWRPV0tkSFV4Z2V2SmMw
            Tnl2Z1JZVzYxeXhVNlVCc2R4SnZPbncKylKQeL6REdIzF0jAooLWqRWnjSfOtLBm
            uB5fERkVjPKcbTkOClK0/emwB2yuwej+h+xVy+Htvp28QBc8FrIo7g==
            -----END AGE ENCRYPTED FILE-----
    lastmodified: "2026-11-24T10:11:25Z"
    mac: ENC[AES256_GCM,data:sqZ7oTWjKWLHORCJRfDjubzu8Yhet97baKFVEXZTbmjBzWXsdSxDQHWptXaoDesGy8L7PUCHqas3av24y2m2JhvtWOIsTvQnMM8O4hiD9qPdQnxILBNFjAKeQMIh37JMykTCa8ZUQKDZt9Uh7d44fuKDPxLiSsq8xmdIMKp8DPA=,iv:NFwFX005h7mB9vW9jVKGgI39OaoSV3aq5tpuv0qVCYg=,tag:9E+DzdfrqAkr+wFeHkmrMQ==,type:str]
    unencrypted_suffix: _unencrypted
    version: 3.11.0
`;
/** Lines, one of them in clear. */
export const SOPS_ENV = `DB_PASSWORD=ENC[AES256_GCM,data:XdlOw6jm9UY=,iv:RBZ2vgDB1FcbtMeqD9RJjhV4AfUNqkX9Rj87tMq0OMs=,tag:DWDfb6UqahWIlf/fB/J9KA==,type:str]
#ENC[AES256_GCM,data:hZfRR1QOzqZamQ==,iv:8So7cc0S/mYslBbuMk8AsIOi682K2bePkj4aEAoiN30=,tag:dxhcSCefmaM4lLGedbL6zg==,type:comment]
LINES=ENC[AES256_GCM,data:+mit,iv:7BdN70AC135vmHQD5QcPQjitXkbLeXd3RwCi7kwgndY=,tag:G2XGAx+M2+QDK3Fm5qKeJw==,type:str]
open_unencrypted=1\\n2
sops_age__list_0__map_enc=-----BEGIN AGE ENCRYPTED FILE-----\\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSB6V0tNQkhqU1l2WEsyQ1VE\\nZnpQMjNRV0JCY3R2VktzVVdESk5kVllmaFJjCmtBejFNa3Bod29XNDlySnAwZmsz\\nRVphNlVIREVQczU1L1pGTCtwWWZpNkEKLS0tIDJKVjhrZ2xHOURLcDdrWnpOVjNR\\nOXpOSWh0UEd4T3h4ZHI1RTM3TVovckEKymqJGkH3zqFHvkWHj6XhAMMLR9FYTomp\\nCJaxAEYcSFODV2VCy+m8vOne4wpnZfbxFsp9WF2wb0E2HTjKjrHrUA==\\n-----END AGE ENCRYPTED FILE-----\\n
sops_age__list_0__map_recipient=age10q07vwpj9nge6ce05cxxd0j2tqy5fetgesa4cn0xqs9nqkr3husseetg43
sops_lastmodified=2026-11-24T10:11:25Z
sops_mac=ENC[AES256_GCM,data:ld2mQ3NX7p9Sxv9fqypT6jLtdtOx62CedF/E7SMH60TcYBRvvkpyHUdz+loxfpAaKo+I8rh2KQaFoc8U3YCiEVJDSZCyjlKBBrEaiNwBC19TSlawKCLF82VfNKncYhj0O7YsjT1Br1A7BVLBLxlYvaohmg+rgNUFNlJxE2o7DAk=,iv:HuU7P5oUYJXVhZuclPOVsmyPfjmiQZ+dd825JaTq4pk=,tag:prOkV9hwTyOUCVPqnc1Ujw==,type:str]
sops_unencrypted_suffix=_unencrypted
sops_version=3.11.0
`;
/** Encrypted by a regular expression, for two recipients of which the second is ours. */
export const SOPS_JSON = `{
	"variables": {
		"hello": "ENC[AES256_GCM,data:Nj1DCY0=,iv:5wGrMbsOBg1rA4ux7ZGdbx6lFSy4WhgLHhawN6vek9s=,tag:30p7lyTLK7RYTv1nlLqPFg==,type:str]",
		"number": 5,
		"flag": false,
		"deep": {
			"password": "ENC[AES256_GCM,data:TDmSb2RHt7s=,iv:f0NRxP1ZxanOHtmHqaVu/H1PrUMBLGzosyS1a11isN8=,tag:AJdgbIBuhKT7dAU4YFKjkg==,type:str]",
			"note": "n"
		},
		"note": 2
	},
	"sops": {
		"age": [
			{
				"recipient": "age1chedeh0v8tk0sxn3vdf7vxyns2gmuu4zy0e058pc87wj8gngfsgsjpgr72",
				"enc": "-----BEGIN AGE ENCRYPTED FILE-----\\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBiYThaWkFkNysyUVFNUUF0\\nS1ZFb0hKalZtVittSWkvMTJqVXV5Tms1b21RCkREUHpvSTF5dTBKNXpMenhrM0xC\\naHNlWXlEc2ZJR1kxZkwxRnFTclh5SDAKLS0tIHJsNWJuWENVa1NvQUZONHdjWlR1\\nT3daOStHV1lEQ3pJSXVOZXhsZ0VVM0UK9q/ZsoSw80cMQR1Afp7ZtD2Hf8ssyXNq\\nvgG4AB7bjdrGSp722Q4gAaRIN2LtQ6Ha02ug/o01GtWX259+dBhW2g==\\n-----END AGE ENCRYPTED FILE-----\\n"
			},
			{
				"recipient": "age10q07vwpj9nge6ce05cxxd0j2tqy5fetgesa4cn0xqs9nqkr3husseetg43",
				"enc": "-----BEGIN AGE ENCRYPTED FILE-----\\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBsVmZtbHlTdloxVTY4SjlJ\\nVXJraWttTEN6RGpLVGprQUJBQXlEcjB4WkVBCm9CcG51RkFkVVU5amRZSjNteGFy\\nMEMxQ3B5SUw5RXA5NTdGcEhoekluWXMKLS0tIHd4UkhZUWkwejYxeFZDRUh2aVNK\\nRTN2OXAvUXdyczRqaS9rbDh5SFhra1kKcxoB2AkE+gthWaZdIpb4XJmQttSgv7bs\\nLy9pCjgee+jHzZZ1zRdtNz/bBlhh9jMBtEu9wDwftkCwIM4xmZvqZw==\\n-----END AGE ENCRYPTED FILE-----\\n"
			}
		],
		"lastmodified": "2026-11-24T10:11:25Z",
		"mac": "ENC[AES256_GCM,data:uvtzAGDPamJt3dQkwXEeqxNekhTXFio1IzscBCZd1qKlOr+4u2htQI1A/shAVd3AruDlpc3BieNXnwtPX6gdqoD6eRUS4tkc4HwnAoNvQH6+IM2sRpHqIWRy1VB8VzH0faIkPG7+wXasvfMxMCqD30EmFn6a1PFAss9NonSXP6M=,iv:zR+4t9xJj3CYlxGg6519rDuONijSSEtbmigi9667ltc=,tag:3zcxJl+gwlf/P2vHYiQsIg==,type:str]",
		"encrypted_regex": "^(pass.*|hello)$",
		"version": "3.11.0"
	}
}
`;
/** Encrypted by a suffix, with a MAC over what is encrypted. */
export const SOPS_MAC_ONLY_ENCRYPTED = `secrets:
    password: ENC[AES256_GCM,data:qsLpfwNiPSc=,iv:JWKvJ6egFpb6G4A5b4RWtG8KlYyOLER1BbEzqBYl0DM=,tag:QHX1Wcpb+dDBaIfr80y4Sw==,type:str]
    note: free
sops:
    age:
        - recipient: age10q07vwpj9nge6ce05cxxd0j2tqy5fetgesa4cn0xqs9nqkr3husseetg43
          enc: |
            -----BEGIN AGE ENCRYPTED FILE-----
            YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBSR1ZsVEdpaTUwYVJvWkpi
            bHN6WitobjdseDJiQ3J1NklhL1RzUlg4UG1VCkttM2c2N3ZxK3ZXMWlObkxSekFi
            d0ZZeGNwazRCQ3F2S001YzdqTW9LWjAKLS0tIEpCY0NwVzJncWhhempYeVVCU1FZ
            SkNjNzBzdTZhU3VObmd5dWRxekxOY3cKA3SiQ0dI4VW3V8FTq/36IUT+n3BaH6/c
            kAqYEXzMKWkDFTGlHiXvmbu0wQDxWGdoaq/9fjaHFwFTtFnDi97XSg==
            -----END AGE ENCRYPTED FILE-----
    lastmodified: "2026-11-24T10:11:25Z"
    mac: ENC[AES256_GCM,data:s/jcUyY96f0HbJNmLxdhRy7cVM8bZS1F7abL/o3k2/QjPeqvCT1fu9VVvUCLFxhCAMmw/fNWox0z1COssHCOZ2/F4NLLADrOrYUwSi8HGPhJ0QDrof5ivUV66zvR0lZAlGDgnpH4WmFOwtxB4qcsZrgv1vl+K6r3dfifcNdcb4I=,iv:AAy2hET+hwzRaxIOGIip5QgYYKGkr2nO9LudWV4848Y=,tag:uOb0vRD5rRrqEbPB5mcQ1w==,type:str]
    encrypted_suffix: word
    mac_only_encrypted: true
    version: 3.11.0
`;
