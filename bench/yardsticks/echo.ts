// The least that a key can cost: counts the keys that come, and shows the count.
let count = 0;
process.stdin.setRawMode(true);
process.stdin.on("data", () => {
  count++;
  process.stdout.write(`\rkey ${count}.`);
});
process.stdout.write("ready");
