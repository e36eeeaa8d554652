use posthog_rs::Client;

const CHECKOUT: &str = "rs-checkout";

pub async fn checkout(client: &Client) -> bool {
    client
        .is_feature_enabled(CHECKOUT.to_string(), "u".to_string(), None, None, None)
        .await
        .unwrap_or(false)
}

pub async fn is_on(client: &Client, key: &str) -> Result<bool, posthog_rs::Error> {
    Ok(client.is_feature_enabled(key, "u", None, None, None).await?)
}

pub fn variant(client: &Client) -> Option<String> {
    let flag = client.get_feature_flag("rs-variant", "u", None, None, None).ok()?;
    flag.map(|v| v.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gate() {
        let client = posthog_rs::client("phc_test");
        assert!(checkout(&client));
        assert_eq!(is_on(&client, "rs-tested"), Ok(true));
    }
}
