namespace Rom.Testing.Tests;

/// <summary>Messages of exceptions are for people who did not call the method that threw.</summary>
public sealed class ExceptionTextTests
{
    [Fact]
    public void TheNameOfAParameter_IsLeftOut()
    {
        Assert.Equal("no such run", ExceptionText.Message(new ArgumentException("no such run", "run")));
        Assert.Equal(
            $"too few steps{Environment.NewLine}Actual value was 0.",
            ExceptionText.Message(new ArgumentOutOfRangeException("steps", 0, "too few steps")));
    }

    [Fact]
    public void AnyOtherText_IsKept()
    {
        const string Text = "expected f (Parameter 'x')";
        Assert.Equal(Text, ExceptionText.Message(new InvalidDataException(Text)));
        Assert.Equal("no such run", ExceptionText.Message(new ArgumentException("no such run")));
    }
}
