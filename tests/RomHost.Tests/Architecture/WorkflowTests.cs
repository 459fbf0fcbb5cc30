namespace RomHost.Tests.Architecture;

/// <summary>The form of the workflows, and the files that they name; they cannot run here.</summary>
public sealed class WorkflowTests
{
    private const string Folder = ".github/workflows";

    private const string Good = """
        name: sample
        on: push
        permissions: {}
        concurrency: sample
        jobs:
          first:
            runs-on: ubuntu-latest
            permissions:
              contents: read
            timeout-minutes: 5
            steps:
              - uses: actions/checkout@v6
                with:
                  persist-credentials: false
              - run: .ci/run
          second:
            needs: first
            runs-on: ubuntu-latest
            timeout-minutes: 7
            permissions: {}
            steps:
              - run: dotnet pack RomHost.sln --output artifacts/packages
        """;

    public static TheoryData<string> Workflows =>
        [.. Directory.EnumerateFiles(Repository.PathOf(Folder)).Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void AWorkflow_KeepsTheRules(string file) =>
        Assert.Empty(WorkflowRules.Violations(Repository.Read($"{Folder}/{file}")));

    [Fact]
    public void TheRules_AcceptAGoodWorkflow() => Assert.Empty(WorkflowRules.Violations(Good));

    [Theory]
    [InlineData("permissions: {}\nc", "c", "workflow: permissions is missing")]
    [InlineData("permissions: {}\nc", "permissions: write-all\nc", "workflow: only a job may write")]
    [InlineData("permissions: {}\nc", "permissions: {contents: write}\nc", "workflow: only a job may write")]
    [InlineData("concurrency: sample\n", "", "workflow: concurrency is missing")]
    [InlineData("    timeout-minutes: 5\n", "", "first: timeout-minutes is missing")]
    [InlineData("timeout-minutes: 5", "timeout-minutes: 600", "first: timeout-minutes 600 is outside 1 to 120")]
    [InlineData("    permissions:\n      contents: read\n", "", "first: permissions is missing")]
    [InlineData("permissions:\n      contents: read", "permissions: all", "first: permissions all are no list")]
    [InlineData("needs: first", "needs: third", "second: needs third, which is no job")]
    [InlineData("needs: first", "needs: [first, third]", "second: needs third, which is no job")]
    [InlineData("checkout@v6", "checkout@x", "first: actions/checkout@x is not pinned by major version or commit")]
    [InlineData("credentials: false", "x: y", "first: actions/checkout@v6 leaves its token in the checkout")]
    [InlineData("run: .ci/run", "run: .ci/build", "first: .ci/build does not exist")]
    [InlineData("run: .ci/run", "run: bash ./eng/run.sh --fast", "first: ./eng/run.sh does not exist")]
    [InlineData("RomHost.sln", "Rom.sln", "second: Rom.sln does not exist")]
    [InlineData("run: .ci/run", "run: echo ${{ a.b }}", "first: an expression in a script: echo ${{ a.b }}")]
    [InlineData("run: .ci/run", "run: curl https://x.org", "first: a host in a script: curl https://x.org")]
    public void TheRules_NameAViolation(string good, string bad, string violation)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        Assert.Equal([violation], WorkflowRules.Violations(Good.Replace(good, bad, StringComparison.Ordinal)));
    }

    [Fact]
    public void TheKeyOfAFeed_IsASecret()
    {
        var push = Assert.Single(
            Directory.EnumerateFiles(Repository.PathOf(Folder))
                .SelectMany(file => WorkflowRules.Steps(File.ReadAllText(file))),
            step => step.Text("run")?.Contains("nuget push", StringComparison.Ordinal) == true);
        Assert.Contains("--api-key \"$PACKAGE_FEED_KEY\"", push.Text("run"), StringComparison.Ordinal);
        Assert.Equal("${{ secrets.PACKAGE_FEED_KEY }}", push.Get("env")!.Text("PACKAGE_FEED_KEY"));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void ScriptsOfAWorkflow_AreBash(string file)
    {
        Bash.SkipIfMissing();
        Assert.All(
            WorkflowRules.Scripts(Repository.Read($"{Folder}/{file}")),
            script => Assert.Equal("", Bash.SyntaxErrors(script)));
    }

    [Fact]
    public void ScriptsOfTheRepository_AreExecutableBash()
    {
        Bash.SkipIfMissing();
        Assert.NotEqual("", Bash.SyntaxErrors("if true; then"));
        Assert.All(Directory.EnumerateFiles(Repository.PathOf(".ci")), file =>
        {
            Assert.Equal("", Bash.SyntaxErrors(File.ReadAllText(file)));
            if (!OperatingSystem.IsWindows())
                Assert.True(File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute), file);
        });
    }
}
