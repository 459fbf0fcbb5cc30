namespace RomHost.Pipeline;

/// <summary>An artifact that a task was to make, and did not.</summary>
/// <param name="Item">The artifact.</param>
/// <param name="Reason">The reason, with the place to look.</param>
internal sealed record LostItem(StageItem Item, string Reason);
