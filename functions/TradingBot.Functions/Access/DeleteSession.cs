using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Access;

/// <summary>Signs out: takes the cookie back.</summary>
public sealed class DeleteSession
{
    [Function(nameof(DeleteSession))]
    [Answers(204, Meaning = "The cookie is taken back.")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "session")] HttpRequest request)
    {
        SessionCookie.Clear(request.HttpContext);
        return Results.NoContent();
    }
}
