using Rom.Numerics.Files;

namespace Rom.Numerics.Tests.Files;

public sealed class AtomicFileTests
{
    [Fact]
    public void OfManyWritersOfANewFile_OneGivesItsText_AndNoneReplacesIt()
    {
        using var folder = new TestFolder();
        string path = folder.Combine("record.json");
        var written = new bool[32];
        Parallel.For(0, written.Length, i => written[i] = AtomicFile.TryWriteNew(path, $"{i}"));
        int first = Array.IndexOf(written, true);
        Assert.Single(written, one => one);
        Assert.Equal($"{first}", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void ANewFileInAFolderThatIsNotThere_IsAnError() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.TryWriteNew("/nowhere/at/all/record.json", ""));

    // Between its check and its removal a suspended process would take a file for its own that another one wrote.
    [Fact]
    public void AFileThatIsNotThere_IsNeitherCheckedNorRemoved()
    {
        using var folder = new TestFolder();
        string path = folder.Combine("record.json");
        int changes = 0;
        void Count(string changing) => changes += changing == path ? 1 : 0;
        AtomicFile.Changing += Count;
        try
        {
            AtomicFile.Delete(path);
            Assert.Equal(0, changes);
            File.WriteAllText(path, "");
            AtomicFile.Delete(path);
        }
        finally
        {
            AtomicFile.Changing -= Count;
        }
        Assert.Equal(1, changes);
        Assert.False(File.Exists(path));
    }
}
