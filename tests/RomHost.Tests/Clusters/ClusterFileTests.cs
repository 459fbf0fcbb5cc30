using System.Text;
using RomHost.Clusters;
using RomHost.Configuration.Yaml;
using RomHost.Tests.Architecture;

namespace RomHost.Tests.Clusters;

public sealed class ClusterFileTests
{
    private static readonly string[] Jobs = ["generate_training_data", "train_models", "summary"];

    [Fact]
    public void AStage_HasTheCommonOptions_AndItsOwnInTheirPlace()
    {
        var file = Parse("""
            partition: short
            account: "1234"
            time: 2:00:00
            memory: 8G
            cpus: 4
            options: {constraint: avx2, exclusive: true}
            before: ["module load dotnet"]
            seconds: 300
            max_array: 50
            attempts: 2
            grace: 30
            romhost: [apptainer, exec, my image.sif, romhost]
            stages:
              train_models:
                partition: gpu
                options: {gres: "gpu:1", exclusive: false}
                before: ["module load cuda"]
            """);
        var common = file.For("generate_training_data");
        Assert.Equal(
            ("short", "1234", "2:00:00", "8G", 4),
            (common.Partition, common.Account, common.Time, common.Memory, common.Cpus));
        Assert.Equal(["module load dotnet"], common.Before);
        var training = file.For("train_models");
        Assert.Equal(("gpu", "8G", 4), (training.Partition, training.Memory, training.Cpus));
        Assert.Equal(
            ["constraint=avx2", "exclusive=false", "gres=gpu:1"],
            training.Options.Select(option => $"{option.Key}={option.Value}").Order());
        Assert.Equal(["module load dotnet", "module load cuda"], training.Before);
        Assert.Equal((300, 50, 2, 30), (
            file.Options.Seconds, file.Options.MaxArray, file.Options.Attempts, file.Options.Grace));
        Assert.Equal("my image.sif", file.Options.Romhost[2]);
        Assert.Null(file.Options.Local);
    }

    [Theory]
    [InlineData("options: {exclusive: false}", null)]
    [InlineData("options: {exclusive: user}", null)]
    [InlineData("stages: {train_models: {options: {exclusive: false}}}", "false")]
    public void WhetherTimesAreMeasuredAlone_IsSaidForTheirJobOnly(string text, string? expected)
    {
        var job = new ClusterJob("train_models", "train_models", [], Exclusive: true, [], [], [], []);
        Assert.Equal(expected, Parse(text).For(job).Options.GetValueOrDefault("exclusive"));
        Assert.Equal(
            Parse(text).For("train_models").Options, Parse(text).For(job with { Exclusive = false }).Options);
    }

    [Fact]
    public void TheFileOfThePage_IsOne()
    {
        string page = File.ReadAllText(Path.Combine(Repository.PathOf("docs"), "cluster.md"));
        string yaml = page.Split("```yaml file=cluster.yaml\n")[1].Split("```")[0];
        var file = ClusterFile.Parse(Encoding.UTF8.GetBytes(yaml), "cluster.yaml", [.. Jobs, "benchmark_models"]);
        Assert.Equal("gpu:1", file.For("train_models").Options["gres"]);
    }

    [Theory]
    [InlineData("partitoin: x", "c.yaml:1:1: partitoin: unknown key; did you mean 'partition'?")]
    [InlineData("stages:\n  train_models: {memroy: 1G}", "c.yaml:2:18: stages.train_models.memroy: unknown key; did ")]
    [InlineData("stages:\n  trian_models: {}", "c.yaml:2:3: stages.trian_models: there is no job of this name; did you "
        + "mean 'train_models'? (jobs: generate_training_data, train_models, summary)")]
    [InlineData("options: {time: 1}", "c.yaml:1:11: options.time: romhost sets this option itself; write 'time:' ")]
    [InlineData("options: {cpus-per-task: 2}", "write 'cpus:' beside 'options:'")]
    [InlineData("stages: {summary: {options: {wrap: ls}}}", "stages.summary.options.wrap: romhost sets this option ")]
    [InlineData("options: {depend: \"afterok:1\"}", "options.depend: romhost sets this option itself; remove it")]
    [InlineData("options: {p: short}", "expected the long name of an option of sbatch without its dashes")]
    [InlineData("options: {--gres: gpu}", "expected the long name of an option of sbatch without its dashes")]
    [InlineData("partition: \"a\\nb\"", "partition: expected one line, found a line break in it")]
    [InlineData("before: [\"a\\nb\"]", "before[0]: expected one line")]
    [InlineData("cpus: 0", "cpus: expected")]
    [InlineData("time: 2", "c.yaml:1:7: time: expected more than 120 s, since Slurm tells a task to stop grace = 60 ")]
    [InlineData("time: 2", "found '2' (120 s); give more time, or lower grace")]
    [InlineData("grace: 600\nstages: {summary: {time: 11}}", "c.yaml:2:26: stages.summary.time: expected more than ")]
    [InlineData("{time: \"0:01:00\", grace: 1}", "c.yaml:1:8: time: expected more than 61 s")]
    [InlineData("options: {time-min: \"1:30\"}", "options.time-min: expected more than 120 s")]
    [InlineData("local: {processes: 0}", "local.processes: expected")]
    [InlineData("local: 4", "local: expected a mapping")]
    [InlineData("[1]", "c.yaml:1:1")]
    public void AMistake_IsNamedWithItsPlace(string yaml, string expected)
    {
        var failure = Assert.Throws<ConfigurationException>(() => Parse(yaml));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time: 3")]
    [InlineData("time: \"2:01\"")] // whole minutes count
    [InlineData("{time: 2, grace: 1}")]
    [InlineData("time: 0")]
    [InlineData("time: UNLIMITED")]
    [InlineData("{time: 1, local: {processes: 2}}")]
    public void ATimeThatLeavesSomeForWork_IsTaken(string yaml) => Assert.NotNull(Parse(yaml));

    private static ClusterFile Parse(string yaml) => ClusterFile.Parse(Encoding.UTF8.GetBytes(yaml), "c.yaml", Jobs);
}
