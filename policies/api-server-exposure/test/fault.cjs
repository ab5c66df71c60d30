// Loaded before the pack: makes the platform fail where the pack takes a property named `boom`.
const keys = Object.keys;
Object.keys = (object) => {
    const list = keys(object);
    if (list.includes("boom")) throw new TypeError("it quotes a value: 9.9.9.9/32");
    return list;
};
