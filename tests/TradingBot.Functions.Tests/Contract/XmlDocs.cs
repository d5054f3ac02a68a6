using System.Reflection;
using System.Xml.Linq;

namespace TradingBot.Functions.Tests.Contract;

/// <summary>The doc comments of types and members, as plain text, from the files that the compiler writes beside the assemblies.</summary>
internal sealed class XmlDocs
{
    private readonly Dictionary<string, XElement> _members = [];

    public XmlDocs(params Assembly[] assemblies)
    {
        foreach (var member in assemblies.SelectMany(
            static assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")))
            _members[member.Attribute("name")!.Value] = member;
    }

    public string? Of(Type type) => Text(Find($"T:{Name(type)}")?.Element("summary"));

    /// <summary>A property's own summary, or the parameter it was made from in a positional record.</summary>
    public string? Of(MemberInfo member)
    {
        var owner = Name(member.DeclaringType!);
        var kind = member is FieldInfo ? 'F' : 'P';
        return Text(Find($"{kind}:{owner}.{member.Name}")?.Element("summary"))
            ?? Text(Find($"T:{owner}")?.Elements("param").FirstOrDefault(param => param.Attribute("name")!.Value == member.Name));
    }

    private XElement? Find(string key) => _members.GetValueOrDefault(key);

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Text(XElement? element)
    {
        if (element is null)
            return null;
        var parts = element.Nodes().Select(static node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" } see => see.Attribute("cref")!.Value.Split('.')[^1],
            XElement inner => inner.Attribute("name")?.Value ?? inner.Value,
            _ => "",
        });
        return string.Join(' ', string.Concat(parts).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
