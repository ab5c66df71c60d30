console.log("loading rules");
require("../advisor/index.js");
