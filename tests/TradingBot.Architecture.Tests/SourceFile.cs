using System.Text.RegularExpressions;
using TradingBot.TestKit;

namespace TradingBot.Architecture.Tests;

/// <summary>One file of C# as the rules look at it. Code is the text without comments and without what stands between quotes.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>As .editorconfig has it.</summary>
    public const int Columns = 140;

    public string Code { get; } = CommentOrString().Replace(Text, static match => match.Value[0] == '/' ? "" : "\"\"");

    /// <summary>Lines over the column limit, texts not counted: a text has no place to break.</summary>
    public IEnumerable<string> OverLimit =>
        CommentOrString().Replace(Text, static match => match.Value[0] == '/' ? match.Value : "\"\"").Split('\n')
            .Where(static line => line.TrimEnd('\r').Length > Columns);

    public int Lines { get; } = Text.Split('\n').Length;

    /// <summary>The file's name up to the first dot: parts of a type and variants of a file carry more after it.</summary>
    public string Name => System.IO.Path.GetFileName(Path).Split('.')[0];

    public override string ToString() => Path;

    /// <summary>Every source file below a folder of the repository, generated ones left out.</summary>
    public static IReadOnlyList<SourceFile> Below(params string[] folder)
    {
        var files = Directory.EnumerateFiles(RepositoryRoot.At(folder), "*.cs", SearchOption.AllDirectories)
            .Select(static path => System.IO.Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'))
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(static path => new SourceFile(path, File.ReadAllText(RepositoryRoot.At(path))))
            .ToList();
        return files.Count > 0 ? files : throw new InvalidOperationException($"There is no source in {string.Join('/', folder)}.");
    }

    public bool IsBelow(string folder) => Path.Contains($"/{folder}/", StringComparison.Ordinal);

    [GeneratedRegex("""
        //[^\n]*|\$*"{3,}[\s\S]*?"{3,}|[$@]*"(?:\\.|[^"\\\n])*"
        """, RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CommentOrString();
}
