using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Access;

/// <summary>Signs in: 204 with the session cookie, or 401, or 429 after too many wrong passwords.</summary>
public sealed class PostSession(SignIn signIn)
{
    [Function(nameof(PostSession))]
    [Takes(typeof(SessionRequest))]
    [Answers(204, Meaning = "Signed in; the cookie tradingbot is set.")]
    [Refuses(401, "auth.wrongPassword", "the password is not right")]
    [Refuses(404, "auth.notLocal", "this installation signs in through the Static Web App")]
    [Refuses(429, "auth.tooManyAttempts", "too many wrong passwords; see Retry-After")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "session")] HttpRequest request, CancellationToken token) =>
        signIn.AttemptAsync(request, token);
}

/// <summary>Signs in.</summary>
public sealed record SessionRequest
{
    /// <summary>The administrator's password.</summary>
    [MinLength(1), MaxLength(256)]
    public required string Password { get; init; }
}
