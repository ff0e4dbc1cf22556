//! `/static/{hash}/{path}`: files that never change under their address.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::{Policy, Problem};
use crate::assets::Assets;

/// Registers the static files. Takes [`Assets`] from the app's data.
pub fn static_files(config: &mut web::ServiceConfig) {
    config.route("/static/{hash}/{path:.*}", web::get().to(file));
}

async fn file(parts: web::Path<(String, String)>, assets: web::Data<Assets>) -> Result<HttpResponse, Problem> {
    let (hash, path) = parts.into_inner();
    let asset = Assets::get(&path).ok_or_else(Problem::not_found)?;
    // an old page may still ask for the address of an older build: give it today's file, but do not let it keep it
    let cache = if hash == assets.hash() { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, asset.content_type))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header(Policy::Data.header())
        .body(asset.bytes))
}

#[cfg(test)]
mod tests {
    use actix_web::{App, test};

    use super::*;

    #[actix_web::test]
    async fn serves_under_the_hash() {
        let assets = Assets::embedded();
        let url = assets.url("wathiq.css").unwrap();
        let app = test::init_service(App::new().app_data(web::Data::new(assets)).configure(static_files)).await;
        let get = async |url: &str| test::call_service(&app, test::TestRequest::get().uri(url).to_request()).await;

        let found = get(&url).await;
        assert_eq!(found.status(), 200);
        assert_eq!(found.headers().get(header::CONTENT_TYPE).unwrap(), "text/css; charset=utf-8");
        assert!(found.headers().get(header::CACHE_CONTROL).unwrap().to_str().unwrap().contains("immutable"));
        assert_eq!(
            get("/static/000000000000/wathiq.css").await.headers().get(header::CACHE_CONTROL).unwrap(),
            "no-cache"
        );
        for missing in ["/static/0/nothing.css", "/static/0/../Cargo.toml", "/static/0/%2e%2e/Cargo.toml"] {
            assert_eq!(get(missing).await.status(), 404, "{missing}");
        }
    }
}
