// Loaded before the pack: makes the platform fail where the pack takes a property named `boom`.
const fromEntries = Object.fromEntries;
Object.fromEntries = (entries) => {
    const list = [...entries];
    if (list.some(([key]) => key === "boom")) throw new TypeError("it quotes a value: 9.9.9.9/32");
    return fromEntries(list);
};
