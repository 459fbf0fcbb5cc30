namespace Planted;

/// <summary>
/// A piece of work whose length is known: steps of a logistic map, each of which needs the one before.
/// </summary>
/// <param name="repeats">Its length, in hundreds of steps.</param>
internal sealed class LogisticMap(int repeats)
{
    private double state = 0.3;

    /// <summary>Does it.</summary>
    public void Run()
    {
        double x = state;
        for (int i = 0; i < 100 * repeats; i++) x = 3.7 * x * (1 - x);
        state = x;
    }
}
