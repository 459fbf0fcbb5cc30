using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;

namespace RomHost.Tests.Artifacts;

public sealed class ArtifactRecordTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string RecordPath => folder.Combine("stages", "stage.json");

    private string FilePath => folder.Combine("result.csv");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void FactsOfAnotherForm_AreRefused_WithTheRecordsName()
    {
        var record = new ArtifactRecord(
            new Dictionary<string, string>(), new Dictionary<string, ArtifactFile>(),
            new JsonObject { ["seconds"] = "long" }, 0);
        foreach (string name in new[] { "seconds", "none" })
        {
            var refusal = Assert.Throws<InvalidDataException>(
                () => record.FactsAs("a.json", facts => (double)facts[name]!));
            Assert.Contains("a.json is not as a run writes it", refusal.Message);
        }
    }

    [Fact]
    public void Unchanged_IsKept_WithItsFacts()
    {
        Write();
        Assert.Null(Reason(out var record));
        Assert.Equal(0.1 + 0.2, (double)record!.Facts["number"]!);
        Assert.Equal("R² → \"ü\"", (string?)record.Facts["text"]);
    }

    [Fact]
    public void AFileWithABackslashInItsName_IsKept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a backslash separates folders there");
        string file = folder.Combine(@"a\b.txt");
        File.WriteAllText(file, "mine");
        ArtifactRecord.Of(RecordPath, new Dictionary<string, string>(), [file], [], 0).Write(RecordPath);
        Assert.Null(ArtifactRecord.ReasonToMake(RecordPath, new Dictionary<string, string>(), out var record));
        Assert.Null(record!.MissingOutput(RecordPath));
    }

    [Fact]
    public void Absent_IsMissing() => Assert.Equal("missing", Reason(out _));

    [Fact]
    public void ChangedInput_IsStale_WithBothValues()
    {
        Write();
        Assert.Equal("stale: density.bandwidth 5 → 6", Reason(out var record, ("density.bandwidth", "6")));
        Assert.Null(record);
    }

    [Fact]
    public void AddedInput_IsStale()
    {
        Write();
        Assert.Equal("stale: b (none) → 1", Reason(out _, ("density.bandwidth", "5"), ("b", "1")));
    }

    [Fact]
    public void RemovedFile_IsMissing_ByName()
    {
        Write();
        File.Delete(FilePath);
        Assert.Equal("missing: result.csv", Reason(out _));
    }

    [Theory]
    [InlineData("t,x\n", "damaged: result.csv has 4 bytes, not the 8 written")]
    [InlineData("t,x\n1,3\n", "damaged: result.csv holds something else than was written")]
    public void AlteredFile_IsDamaged(string content, string reason)
    {
        Write();
        File.WriteAllText(FilePath, content);
        Assert.Equal(reason, Reason(out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"inputs": null, "outputs": null, "facts": null, "facts_sha256": null, "seconds": 1}""")]
    [InlineData("""{"inputs": {}, "outputs": {"a": null}, "facts": {}, "facts_sha256": "", "seconds": 1}""")]
    public void ForeignRecord_IsDamaged_AndReadsAsNone(string content)
    {
        Write();
        File.WriteAllText(RecordPath, content);
        Assert.Null(ArtifactRecord.Read(RecordPath));
        Assert.Equal("damaged: stage.json is not a whole record", Reason(out _));
    }

    [Fact]
    public void AlteredFacts_AreDamaged()
    {
        Write();
        File.WriteAllText(
            RecordPath, File.ReadAllText(RecordPath).Replace(
                "\"whole\": 12", "\"whole\": 13", StringComparison.Ordinal));
        Assert.Equal("damaged: stage.json is not a whole record", Reason(out _));
    }

    [Theory]
    [InlineData("\"seconds\": 1.5", "\"seconds\": 2.5")]
    [InlineData("\"seconds\": 1.5", "\"seconds\": null")]
    [InlineData("\"density.bandwidth\": \"5\"", "\"density.bandwidth\": \"6\"")]
    [InlineData("\"bytes\": 8", "\"bytes\": 9")]
    [InlineData("\"sha256\": ", "\"sha257\": ")]
    public void AnAlteredRecord_IsNone(string written, string altered)
    {
        Write();
        string text = File.ReadAllText(RecordPath), other = text.Replace(written, altered, StringComparison.Ordinal);
        Assert.NotEqual(text, other);
        File.WriteAllText(RecordPath, other);
        Assert.Null(ArtifactRecord.Read(RecordPath));
        Assert.Equal("damaged: stage.json is not a whole record", Reason(out _));
    }

    // Each digit and letter of a record, keys included, but those of its fingerprint, which is computed when it is
    // read.
    [Fact]
    public void EveryFlippedByte_IsFound()
    {
        Write();
        byte[] bytes = File.ReadAllBytes(RecordPath);
        int fingerprint = bytes.AsSpan().IndexOf("\"fingerprint\""u8);
        int end = bytes.AsSpan(fingerprint).IndexOf((byte)'\n') + fingerprint;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit((char)bytes[i]) || (i >= fingerprint && i < end)) continue;
            byte[] flipped = [.. bytes];
            flipped[i] ^= 1;
            File.WriteAllBytes(RecordPath, flipped);
            Assert.True(ArtifactRecord.Read(RecordPath) is null, $"byte {i} of {File.ReadAllText(RecordPath)}");
        }
    }

    [Fact]
    public void ARecordOfAnEarlierVersion_IsRead_AndStaleForWhatItNames()
    {
        Write();
        var tree = JsonNode.Parse(File.ReadAllText(RecordPath))!.AsObject();
        tree.Remove("sha256");
        tree["facts_sha256"] = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes(JsonText.Of(tree["facts"]))));
        File.WriteAllText(RecordPath, tree.ToJsonString());
        Assert.Null(Reason(out _));
        Assert.Equal("stale: density.bandwidth 5 → 6", Reason(out _, ("density.bandwidth", "6")));
        File.WriteAllText(
            RecordPath, tree.ToJsonString().Replace("\"whole\":12", "\"whole\":13", StringComparison.Ordinal));
        Assert.Equal("damaged: stage.json is not a whole record", Reason(out _));
    }

    [Fact]
    public void Fingerprint_DoesNotDependOnTheOrderOfInputs() => Assert.Equal(
        ArtifactRecord.FingerprintOf(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }),
        ArtifactRecord.FingerprintOf(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }));

    [Fact]
    public void Fingerprint_DependsOnEveryValue() => Assert.NotEqual(
        ArtifactRecord.FingerprintOf(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }),
        ArtifactRecord.FingerprintOf(new Dictionary<string, string> { ["a"] = "1", ["b"] = "3" }));

    [Fact]
    public void ACancelledLook_EndsWhileFilesAreRead()
    {
        Write();
        Assert.Throws<OperationCanceledException>(
            () => ArtifactRecord.ReasonToMake(
                RecordPath, Inputs(("density.bandwidth", "5")), out _, new CancellationToken(true)));
    }

    private void Write()
    {
        File.WriteAllText(FilePath, "t,x\n1,2\n");
        var facts = new JsonObject { ["number"] = 0.1 + 0.2, ["whole"] = 12, ["none"] = null, ["text"] = "R² → \"ü\"" };
        ArtifactRecord.Of(RecordPath, Inputs(("density.bandwidth", "5")), [FilePath], facts, 1.5).Write(RecordPath);
    }

    private string? Reason(out ArtifactRecord? record) => Reason(out record, ("density.bandwidth", "5"));

    private string? Reason(out ArtifactRecord? record, params (string Key, string Value)[] inputs) =>
        ArtifactRecord.ReasonToMake(RecordPath, Inputs(inputs), out record);

    private static Dictionary<string, string> Inputs(params (string Key, string Value)[] inputs) =>
        inputs.ToDictionary(pair => pair.Key, pair => pair.Value);
}
