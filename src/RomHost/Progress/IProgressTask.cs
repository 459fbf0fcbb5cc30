namespace RomHost.Progress;

/// <summary>One piece of work on the display. Any thread may report.</summary>
internal interface IProgressTask : IDisposable
{
    /// <summary>Reports the progress.</summary>
    /// <param name="completed">Completed units.</param>
    /// <param name="note">A note to show beside it, or null to keep the present one.</param>
    void Report(double completed, string? note = null);

    /// <summary>Reports one more completed unit.</summary>
    void Advance();

    /// <summary>Reports that one of the completed units was current already, and does not count for the rate.</summary>
    void Kept();
}
