/** Tells a stranger what is in a pack and how to check it without this app. */
export function packReadme(facts: {
  readonly adapterName: string
  readonly keySha256: string
  readonly at: string
}): string {
  return `# Share pack: ${facts.adapterName}

Made ${facts.at} with Asclepius Workstation. Research use only. Not for patient care.

| file | what it is |
| --- | --- |
| \`model-card.md\` | what the adapter is, how clinicians rated it, what it must not be used for |
| \`adapter.gguf\` | the adapter; its base model is named in the card and is not in this pack |
| \`data-card.md\`, \`data/\` | the synthetic data that it was made with |
| \`report.html\` | the validation report |
| \`LICENSES/\` | under which terms |
| \`manifest.json\`, \`manifest.sig\` | every file with its hash, and the signature under it |
| \`SHA256SUMS\`, \`SHA256SUMS.sig\` | the same for \`sha256sum\`, and the signature under it |
| \`public-key.pem\` | the Ed25519 key that checks both signatures |

## Check it

In this folder, with OpenSSL 3 and the usual tools:

\`\`\`
openssl pkey -pubin -in public-key.pem -outform DER | sha256sum
openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem -in SHA256SUMS -sigfile SHA256SUMS.sig
openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem -in manifest.json -sigfile manifest.sig
sha256sum --check --strict SHA256SUMS
\`\`\`

1. The first line is the fingerprint of the key. Anybody can make a key and a folder like this: compare
   the fingerprint with the one that the publisher gave you in another way, by telephone or in print.
   This folder says it is \`${facts.keySha256}\`.
2. The second and third have to say "Signature Verified Successfully".
3. The last one has to say OK for every file. A file that it does not name does not belong to the pack.

With the sources of Asclepius Workstation \`npm run verify-pack -- FOLDER\` does all of it, also finds
files that do not belong there, and names the first thing that is wrong.
`
}
