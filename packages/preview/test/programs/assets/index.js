// Assets and archives of every kind that needs no network.
const pulumi = require("@pulumi/pulumi");

new pulumi.CustomResource("aws:s3/bucketObject:BucketObject", "object", {
    text: new pulumi.asset.StringAsset("hello\n"),
    file: new pulumi.asset.FileAsset("file.txt"),
    folder: new pulumi.asset.FileArchive("folder"),
    mixed: new pulumi.asset.AssetArchive({
        "z.txt": new pulumi.asset.StringAsset("z"),
        "a/": new pulumi.asset.FileArchive("./folder"),
    }),
    hidden: pulumi.secret(new pulumi.asset.StringAsset("secret text")),
});
