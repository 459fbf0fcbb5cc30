namespace Rom.Abstractions;

/// <summary>
/// Marks a text property of an initial condition as a file that runs are made from. A relative path begins at the
/// configuration file's folder; in the file's name, <c>*</c> and <c>?</c> stand for any characters, and every file that
/// matches is one more value, so a run. The simulator gets absolute paths of files that existed when the configuration
/// was read. A run is made again when the content of its file has changed.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputFileAttribute : Attribute;
