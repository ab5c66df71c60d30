// What a secret holds is private, so that nothing prints it by accident: without this, all secrets were equal.
import { expect } from "vitest";
import { Secret, Unknown } from "../src/index.js";

expect.addEqualityTesters([
    function (left, right) {
        if (left instanceof Secret || right instanceof Secret) {
            return left instanceof Secret && right instanceof Secret && this.equals(left.secret, right.secret);
        }
        if (left instanceof Unknown || right instanceof Unknown) {
            return left instanceof Unknown && right instanceof Unknown;
        }
        return undefined;
    },
]);
