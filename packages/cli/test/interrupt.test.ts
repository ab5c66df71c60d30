import { expect, it, vi } from "vitest";
import { onInterrupt } from "../src/interrupt.js";

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("turns the first %s into an abort and goes on listening", (name) => {
    const others = process.listenerCount(name);
    const { signal, stop } = onInterrupt();
    process.emit(name);
    expect(signal.aborted).toBe(true);
    // A library that restores the cursor kills the process where it finds itself alone.
    expect(process.listenerCount(name)).toBe(others + 1);
    stop();
    expect(process.listenerCount(name)).toBe(others);
});

it("ends at the second one", () => {
    const exit = vi.spyOn(process, "exit").mockImplementation((() => {}) as never);
    const { stop } = onInterrupt();
    process.emit("SIGINT");
    expect(exit).not.toHaveBeenCalled();
    process.emit("SIGTERM");
    expect(exit).toHaveBeenCalledWith(2);
    stop();
    exit.mockRestore();
});
