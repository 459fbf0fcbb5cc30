namespace Rom.Abstractions;

/// <summary>
/// Marks a text property of an initial condition as a file from which runs are made. A relative path starts at the
/// configuration file's folder. In the file's name, <c>*</c> and <c>?</c> stand for any characters, and every matching
/// file is one more value and so one more run. The simulator gets absolute paths of files that existed when the
/// configuration was read. A run is made again when the content of its file changes.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputFileAttribute : Attribute;
