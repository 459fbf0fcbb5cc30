namespace Lstm.Inference;

/// <summary>A number of rows as a type parameter, so that a loop over it is compiled for exactly that number.</summary>
internal interface IRowCount
{
    /// <summary>The number, at most 5.</summary>
    static abstract int Value { get; }
}

/// <summary>One row.</summary>
internal readonly struct One : IRowCount
{
    /// <inheritdoc/>
    public static int Value => 1;
}

/// <summary>Two rows.</summary>
internal readonly struct Two : IRowCount
{
    /// <inheritdoc/>
    public static int Value => 2;
}

/// <summary>Three rows.</summary>
internal readonly struct Three : IRowCount
{
    /// <inheritdoc/>
    public static int Value => 3;
}

/// <summary>Four rows.</summary>
internal readonly struct Four : IRowCount
{
    /// <inheritdoc/>
    public static int Value => 4;
}

/// <summary>Five rows.</summary>
internal readonly struct Five : IRowCount
{
    /// <inheritdoc/>
    public static int Value => 5;
}
