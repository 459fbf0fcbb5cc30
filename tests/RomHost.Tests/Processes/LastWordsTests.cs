using RomHost.Processes;

namespace RomHost.Tests.Processes;

public sealed class LastWordsTests
{
    [Theory]
    [InlineData("", "it said nothing")]
    [InlineData("epoch 1\nepoch 2\n", "epoch 2")]
    [InlineData("epoch 1\nStack overflow.\n   at A.B()\n   at A.B()\n", "Stack overflow.")]
    [InlineData(
        "error: of mine\nUnhandled exception. System.Exception: x\n   at A.B()",
        "Unhandled exception. System.Exception: x")]
    public void TheCauseIsTheLineThatSaysIt_ElseTheLast(string said, string cause) =>
        Assert.Equal(cause, LastWords.CauseIn(said));

    [Fact]
    public void OfVeryManyLinesTheLastAreKept()
    {
        var text = new StringReader(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i}\n")));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.ReadToEnd()));
        string said = new LastWords(stream).Read(TimeSpan.FromMinutes(1));
        Assert.EndsWith("line 99999", said);
        Assert.InRange(said.Length, 10_000, 200_000);
    }
}
