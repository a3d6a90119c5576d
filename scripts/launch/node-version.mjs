// Runs on any Node that knows modules: keep the syntax old and import nothing of ours.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `✗ 需要 Node.js 20.19 或更新版本，当前是 ${process.versions.node}。请安装后重试。\n` +
      `  Node.js 20.19 or newer is needed, this is ${process.versions.node}. Please install it and try again.`,
  );
  process.exit(1);
}
