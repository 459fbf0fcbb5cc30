using Rom.Forecasting.Provenance;
using RomHost.Artifacts;

namespace RomHost.Tests.Artifacts;

public sealed class StalenessTests
{
    private const string A = "(sha256 aa)", B = "(sha256 bb)";

    [Theory]
    [InlineData("plugin.model", "OpInf 1.0.0 " + A, "OpInf 1.0.0 " + B, "stale: plugin OpInf was rebuilt")]
    [InlineData("plugin.model", "OpInf 1.0.0 " + A, "OpInf 1.1.0 " + B, "stale: plugin OpInf 1.0.0 → 1.1.0")]
    [InlineData("plugin.model", "Op Inf 1.0.0 " + A, "Other 2.0.0 " + B, "stale: plugin Op Inf 1.0.0 → Other 2.0.0")]
    [InlineData(
        "plugin.model", "OpInf 1.0.0", "OpInf 1.0.0 " + B,
        "stale: plugin OpInf may have been rebuilt: the record holds no digest of it")]
    [InlineData("host", "RomHost 1.0.0 " + A, "RomHost 1.0.0 " + B, "stale: RomHost was rebuilt")]
    [InlineData("host", "RomHost 1.0.0 " + A, "RomHost 1.1.0 " + B, "stale: RomHost 1.0.0 → 1.1.0")]
    [InlineData("host", null, "RomHost 1.1.0 " + B, "stale: the record does not name the RomHost that made it")]
    [InlineData("upstream.pod_basis", "12ab", "34cd", "stale: the POD basis changed")]
    [InlineData("upstream.model.My.One", "12ab", "34cd", "stale: model My.One changed")]
    [InlineData("upstream.train_runs", "6", "3", "stale: upstream.train_runs 6 → 3")]
    [InlineData("outcome", "failed", null, "stale: the last attempt failed")]
    [InlineData("density.bandwidth", "5", "6", "stale: density.bandwidth 5 → 6")]
    [InlineData("density.bandwidth", "5", "5", null)]
    public void Says(string key, string? before, string? now, string? reason) =>
        Assert.Equal(reason, Staleness.Between(Inputs(key, before), Inputs(key, now)));

    [Fact]
    public void ABuild_IsReadAsItIsWritten()
    {
        var build = new SoftwareBuild("My plugin", "1.0.0-beta.1", new string('a', 64));
        Assert.Equal(build, SoftwareBuild.Parse(build.ToString()));
    }

    private static Dictionary<string, string> Inputs(string key, string? value) =>
        value is null ? [] : new() { [key] = value };
}
