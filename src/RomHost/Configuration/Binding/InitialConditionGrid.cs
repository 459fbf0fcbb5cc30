namespace RomHost.Configuration.Binding;

/// <summary>
/// The parameters of one entry of <c>initial_conditions</c>, and the initial conditions from their combinations.
/// </summary>
/// <param name="Axes">Each parameter with its values, given ones first, in the order of the file.</param>
/// <param name="Points">One for each combination, the last axis varying fastest.</param>
internal sealed record InitialConditionGrid(IReadOnlyList<GridAxis> Axes, IReadOnlyList<GridPoint> Points)
{
    /// <summary>The most combinations of one entry of <c>initial_conditions</c>.</summary>
    public const int MostPoints = 100_000;

    /// <summary>Returns all combinations of one index for each axis, the last varying fastest.</summary>
    /// <param name="counts">The number of values on each axis.</param>
    public static IEnumerable<int[]> Combinations(IReadOnlyList<int> counts)
    {
        var index = new int[counts.Count];
        while (true)
        {
            yield return [.. index];
            int axis = counts.Count - 1;
            while (axis >= 0 && ++index[axis] == counts[axis]) index[axis--] = 0;
            if (axis < 0) yield break;
        }
    }
}
