namespace VicsekMorse.Tests;

/// <summary>Comparison of arrays by the largest difference against the largest value.</summary>
internal static class Close
{
    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        double scale = 0;
        foreach (double value in expected) scale = Math.Max(scale, Math.Abs(value));
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - found[i]);
            Assert.True(difference <= tolerance * scale, $"at {i}: expected {expected[i]:R}, found {found[i]:R}");
        }
    }
}
