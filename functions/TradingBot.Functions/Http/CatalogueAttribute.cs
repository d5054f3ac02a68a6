using TradingBot.Core.Foundation;

namespace TradingBot.Functions.Http;

/// <summary>
/// The text is a word of one of the catalogues of the core; the OpenAPI document lists them with their meanings as <c>x-words</c>.
/// </summary>
/// <param name="catalogue">The static class whose property <c>All</c> has the rows, each a <see cref="CatalogueRow"/>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CatalogueAttribute(Type catalogue) : Attribute
{
    public Type Catalogue { get; } = catalogue;
}
