throw new Error("no such zone");
