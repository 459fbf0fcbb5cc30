namespace Planted;

/// <summary>A piece of work whose length is known: so many steps of a logistic map, each of which needs the one before.</summary>
/// <param name="steps">Its length.</param>
internal sealed class Work(int steps)
{
    private double state = 0.3;

    /// <summary>Does it.</summary>
    public void Run()
    {
        double x = state;
        for (int i = 0; i < steps; i++) x = 3.7 * x * (1 - x);
        state = x;
    }
}
