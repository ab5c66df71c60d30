const { writeFileSync } = require("node:fs");

// Ends by no signal that can be ignored.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
setInterval(() => {}, 1000);
if (process.env.PROGRAM_PID_FILE) writeFileSync(process.env.PROGRAM_PID_FILE, String(process.pid));
