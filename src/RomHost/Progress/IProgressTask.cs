namespace RomHost.Progress;

/// <summary>One piece of work on the display. Any thread may report.</summary>
internal interface IProgressTask : IDisposable
{
    /// <summary>Reports how far it is.</summary>
    /// <param name="completed">Units done.</param>
    /// <param name="note">What a watcher wants to see beside it, or null to leave it.</param>
    void Report(double completed, string? note = null);

    /// <summary>Reports one more unit done.</summary>
    void Advance();

    /// <summary>Says that one of the completed units was current already: no rate is told of it.</summary>
    void Kept();
}
