//! One way to run a test on each database.

/// Tests that run `$run` on each database; one whose server is not installed here is passed by.
macro_rules! on_each_database {
    ($run:ident) => {
        #[test]
        fn on_sqlite() {
            $run(Engine::Sqlite);
        }

        #[test]
        fn on_postgresql() {
            if let Some(server) = crate::servers::postgres() {
                $run(Engine::Postgres(server));
            }
        }

        #[test]
        fn on_mariadb() {
            if let Some(server) = crate::servers::mariadb() {
                $run(Engine::MariaDb(server));
            }
        }
    };
}
pub(crate) use on_each_database;
