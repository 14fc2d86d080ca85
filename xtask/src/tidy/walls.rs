//! Which crate may name which.

use super::graph::{Graph, Package};

/// What a crate of ours may name among our own.
enum Reach {
    /// These.
    Only(&'static [&'static str]),
    /// Any but these.
    AllBut(&'static [&'static str]),
}

fn reach(name: &str) -> Reach {
    match name {
        "kernel" | "patience" | "pool" | "xtask" => Reach::Only(&[]),
        "storefront" => Reach::Only(&["kernel"]),
        "app" => Reach::Only(&["storefront", "kernel"]),
        "frontend" => Reach::Only(&["app"]),
        // A program of its own, as if somebody else had written it.
        "sandbox" => Reach::Only(&["kernel"]),
        "demo" => Reach::Only(&["kernel", "storefront", "pictures"]),
        // The one place where what several areas do is one transaction.
        "checkout" => Reach::Only(&[
            "audit",
            "inventory",
            "kernel",
            "mutants",
            "orders",
            "outbox",
            "patience",
            "payments",
            "pool",
            "pricing",
            "storefront",
        ]),
        "server" => Reach::AllBut(&["frontend", "xtask"]),
        "testkit" | "bench" => Reach::AllBut(&["app", "frontend", "server", "xtask"]),
        "audit" => Reach::Only(&["kernel", "storefront"]),
        // A crate of the domain: it knows the hinge and no neighbour.
        _ => Reach::Only(&["audit", "kernel", "patience", "pool", "storefront"]),
    }
}

/// Which crates may name a driver; all others get at the store through its owner. The bench compares
/// stores with each other, which the shop never does.
const DRIVERS: [(&str, &[&str]); 6] = [
    ("lettre", &["mail"]),
    ("mongodb", &["bench", "catalog", "profiles", "testkit", "server"]),
    ("redis", &["cache", "cart", "limits", "sessions", "testkit", "server"]),
    ("rusty-s3", &["pictures"]),
    (
        "sqlx",
        &[
            "accounts",
            "audit",
            "bench",
            "cart",
            "checkout",
            "enquiries",
            "figures",
            "goods",
            "imports",
            "inventory",
            "orders",
            "outbox",
            "payments",
            "pool",
            "pricing",
            "querylog",
            "reconcile",
            "sessions",
            "settings",
            "testkit",
            "server",
        ],
    ),
    ("tantivy", &["search"]),
];

/// Crates that make pages or answer HTTP, which none of the domain may name.
const OUTER: [&str; 6] = ["axum", "http", "hyper", "leptos", "leptos_axum", "tower-http"];
/// Crates that do I/O, which neither pages nor the values beneath them may name.
const DOING_IO: [&str; 5] = ["tokio", "axum", "hyper", "reqwest", "async-std"];

/// Edges between our crates that are not allowed.
pub(super) fn edges(graph: &Graph) -> Vec<String> {
    let ours = graph.member_names();
    let mut findings = Vec::new();
    for package in graph.members() {
        for dependency in &package.dependencies {
            let other = dependency.name.as_str();
            if !ours.contains(other) {
                continue;
            }
            let in_tests = dependency.kind.as_deref() == Some("dev");
            if in_tests && matches!(other, "demo" | "reconcile" | "sandbox" | "testkit") {
                continue;
            }
            let allowed = match reach(&package.name) {
                Reach::Only(names) => names.contains(&other),
                Reach::AllBut(names) => !names.contains(&other),
            };
            if !allowed {
                findings
                    .push(format!("{} names {other}, which is behind a wall for it", package.name));
            }
        }
    }
    findings
}

/// Drivers and other outside crates where they do not belong.
pub(super) fn drivers(graph: &Graph) -> Vec<String> {
    let mut findings = Vec::new();
    for package in graph.members() {
        for dependency in &package.dependencies {
            let other = dependency.name.as_str();
            for (driver, owners) in DRIVERS {
                if other == driver && !owners.contains(&package.name.as_str()) {
                    findings.push(format!(
                        "{} names {driver}, which only {} may",
                        package.name,
                        owners.join(", ")
                    ));
                }
            }
            let in_tests = dependency.kind.as_deref() == Some("dev");
            if !in_tests && misplaced(package, other) {
                findings.push(format!("{} names {other}, which has no place in it", package.name));
            }
        }
    }
    findings
}

fn misplaced(package: &Package, other: &str) -> bool {
    match package.name.as_str() {
        "bench" | "sandbox" | "server" | "testkit" | "xtask" => false,
        "app" | "frontend" => DOING_IO.contains(&other),
        "kernel" | "storefront" => DOING_IO.contains(&other) || OUTER.contains(&other),
        _ => OUTER.contains(&other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::graph::Dependency;

    fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> Package {
        Package {
            name: name.to_owned(),
            version: "0.1.0".to_owned(),
            source: None,
            license: None,
            manifest_path: "Cargo.toml".into(),
            dependencies: dependencies
                .iter()
                .map(|&(name, kind)| Dependency {
                    name: name.to_owned(),
                    kind: kind.map(str::to_owned),
                })
                .collect(),
        }
    }

    fn house(extra: Package) -> Graph {
        let mut packages = vec![
            package("kernel", &[]),
            package("storefront", &[("kernel", None)]),
            package(
                "catalog",
                &[("storefront", None), ("mongodb", None), ("testkit", Some("dev"))],
            ),
            package("testkit", &[("catalog", None), ("redis", None)]),
        ];
        packages.push(extra);
        Graph { packages }
    }

    #[test]
    fn a_house_as_planned_is_right() {
        let graph = house(package("server", &[("catalog", None), ("sqlx", None), ("axum", None)]));
        assert_eq!(edges(&graph), Vec::<String>::new());
        assert_eq!(drivers(&graph), Vec::<String>::new());
    }

    #[test]
    fn neighbours_of_the_domain_do_not_know_each_other() {
        let graph = house(package("search", &[("catalog", None), ("tantivy", None)]));
        assert_eq!(edges(&graph), ["search names catalog, which is behind a wall for it"]);
        assert_eq!(drivers(&graph), Vec::<String>::new());
    }

    #[test]
    fn a_driver_stands_only_with_its_owner() {
        let graph = house(package("search", &[("mongodb", Some("dev"))]));
        assert_eq!(
            drivers(&graph),
            ["search names mongodb, which only bench, catalog, profiles, testkit, server may"]
        );
    }

    #[test]
    fn pages_do_no_io_and_the_domain_serves_no_http() {
        let graph = house(package("app", &[("tokio", None), ("testkit", None)]));
        assert_eq!(drivers(&graph), ["app names tokio, which has no place in it"]);
        assert_eq!(edges(&graph).len(), 1);
        let graph = house(package("inventory", &[("axum", None)]));
        assert_eq!(drivers(&graph).len(), 1);
    }
}
