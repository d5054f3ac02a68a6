namespace TradingBot.Functions.Http;

/// <summary>The function lists by pages: it reads <c>limit</c> and <c>cursor</c> from the query string.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PagedAttribute : Attribute;
