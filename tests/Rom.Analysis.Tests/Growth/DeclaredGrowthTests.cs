using Rom.Analysis.Growth;

namespace Rom.Analysis.Tests.Growth;

public class DeclaredGrowthTests
{
    [Theory]
    [InlineData("O(N*p*d² + p³d³)", 'N', 1.0)]
    [InlineData("O(N*p*d² + p³d³)", 'd', 3.0)]
    [InlineData("O(N*p*d² + p³d³)", 'p', 3.0)]
    [InlineData("O(E*N*p*l*h*(d+h))", 'N', 1.0)]
    [InlineData("O(E*N*p*l*h*(d+h))", 'h', 2.0)]
    [InlineData("O(E*N*p*l*h*(d+h))", 'd', 1.0)]
    [InlineData("O(N*(p*d)²)", 'd', 2.0)]
    [InlineData("O(p*d^2)", 'd', 2.0)]
    [InlineData("O(p*d^1.5)", 'd', 1.5)]
    [InlineData("O(2*N·d)", 'N', 1.0)]
    [InlineData("O(d * d¹²)", 'd', 13.0)]
    [InlineData("O(1)", 'N', 0.0)]
    [InlineData("not declared", 'N', null)]
    [InlineData("O(N log N)", 'N', null)]
    [InlineData("O(epochs*N)", 'N', null)]
    [InlineData("O(sqrt(N))", 'N', null)]
    [InlineData("O(N*(d)", 'N', null)]
    [InlineData("O(N*)", 'N', null)]
    [InlineData("O(N^)", 'N', null)]
    [InlineData("O(N))", 'N', null)]
    [InlineData("O(", 'N', null)]
    [InlineData("", 'N', null)]
    public void TheLargestExponentOfASymbol_IsRead(string declaration, char symbol, double? expected) =>
        Assert.Equal(expected, DeclaredGrowth.ExponentOf(declaration, symbol));
}
