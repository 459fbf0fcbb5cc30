namespace Planted;

/// <summary>The work of <see cref="LogisticMap"/> in another class, which is compiled separately.</summary>
/// <param name="repeats">Its length, in hundreds of steps.</param>
internal sealed class SameMap(int repeats)
{
    private double state = 0.3;

    /// <summary>Does the work.</summary>
    public void Run()
    {
        double x = state;
        for (int i = 0; i < 100 * repeats; i++) x = 3.7 * x * (1 - x);
        state = x;
    }
}
