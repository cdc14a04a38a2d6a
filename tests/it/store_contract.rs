//! What every store must do, on three databases. Each database runs the whole list as one test, so
//! that a server is started once; a failure names the cases that failed.

mod accounts;
mod answers;
mod audit;
mod challenges;
mod counters;
pub mod ground;
mod help;
mod imports;
mod opening;
mod outbox;
mod registration;
mod secrets;
mod transactions;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::each_database::on_each_database;
use ground::{Engine, Ground};

type Case = fn(Arc<Ground>) -> Pin<Box<dyn Future<Output = ()> + Send>>;

macro_rules! cases {
    ($($module:ident::$case:ident),* $(,)?) => {
        &[$((concat!(stringify!($module), "::", stringify!($case)), |ground| Box::pin($module::$case(ground)))),*]
    };
}

const CASES: &[(&str, Case)] = cases![
    opening::a_store_is_made_once,
    opening::a_store_is_reached_by_its_socket_too,
    opening::an_empty_an_older_and_a_newer_schema_are_refused,
    opening::an_older_store_is_brought_up_to_date_and_keeps_what_it_holds,
    opening::a_wrong_key_is_refused_by_name,
    opening::a_database_that_compares_otherwise_is_refused,
    opening::nobody_there_is_told_soon_and_without_the_password,
    opening::a_sound_store_is_found_sound,
    opening::what_endangers_a_commit_is_found,
    accounts::an_account_comes_back_whole,
    accounts::a_taken_login_is_refused_and_leaves_nothing,
    accounts::logins_match_alike,
    accounts::a_new_password_lets_its_owner_in_at_once,
    accounts::of_two_changes_to_one_revision_one_wins,
    accounts::history_keeps_the_newest,
    accounts::others_sign_in_by_the_view,
    accounts::a_step_is_spent_once,
    answers::questions_and_answers_come_back_for_their_owner_only,
    answers::an_own_question_opens_for_its_account_only,
    answers::no_question_is_kept_twice,
    answers::a_draw_is_replaced_by_one_and_prolonged_by_a_miss,
    answers::of_many_first_draws_one_stays,
    answers::a_challenge_knows_what_it_put_as_long_as_it_is_there,
    imports::what_is_staged_changes_nothing_until_it_is_moved,
    imports::a_move_changes_everything_that_was_staged,
    imports::what_people_registered_stays,
    imports::what_somebody_proved_meanwhile_stays_theirs_and_stands_once,
    imports::logins_can_be_exchanged,
    imports::a_login_that_somebody_got_meanwhile_undoes_the_whole_move,
    imports::what_an_import_that_died_left_is_removed_by_the_next,
    imports::an_import_that_was_overtaken_changes_nothing,
    imports::a_visit_waits_for_a_move_and_sees_no_error,
    imports::people_come_back_page_by_page_with_phones,
    imports::an_external_id_is_one_accounts,
    challenges::a_challenge_goes_from_open_to_proved_to_used,
    challenges::what_is_not_this_visits_is_not_found,
    challenges::a_challenge_dies_with_its_time_tries_and_visit,
    challenges::a_resend_kills_the_older_code,
    challenges::two_proofs_are_used_at_once_or_it_is_told_that_one_is_missing,
    challenges::what_was_put_before_another_password_proves_nothing,
    challenges::of_many_right_answers_one_wins,
    challenges::parallel_tries_never_exceed_their_number,
    counters::sixty_four_debits_never_exceed_the_ceiling,
    counters::the_statement_follows_the_rule,
    counters::a_refund_reaches_its_own_window_and_block_only,
    counters::clearing_forgets_failures_and_keeps_letters,
    counters::standings_are_apart,
    counters::counters_are_made_by_many_at_once,
    counters::more_than_one_statement_holds_are_given_back,
    counters::what_counts_for_nothing_any_more_is_swept,
    outbox::a_letter_is_taken_by_one_courier,
    outbox::a_letter_whose_courier_died_is_taken_again,
    outbox::a_letter_is_tried_again_and_given_up,
    outbox::a_replaced_code_is_not_current,
    outbox::a_letter_turned_to_another_contact_does_not_open,
    outbox::a_letter_goes_to_mail_addresses_only,
    outbox::a_letter_to_the_desk_opens_as_nothing_else,
    outbox::a_letter_with_a_code_goes_before_others,
    registration::a_sign_in_holds_in_its_visit_and_time_with_its_password,
    registration::what_is_registered_is_changed_by_its_owner_only,
    registration::an_operators_address_is_neither_placed_nor_removed,
    registration::an_address_that_waits_is_its_accounts_own_and_one_row,
    registration::of_two_changes_of_what_is_registered_one_finds_its_revision,
    registration::what_a_way_proved_elsewhere_is_dropped_with_it,
    registration::a_code_of_a_sheet_is_spent_once_by_its_owner,
    registration::a_counter_of_a_key_rises_for_its_owner_only,
    help::a_request_is_found_by_its_number_and_closed_once,
    help::no_two_requests_have_one_number,
    help::what_a_visitor_wrote_opens_in_its_request_only,
    help::old_requests_are_swept_open_or_closed,
    help::an_address_finds_its_owners_whoever_added_it,
    help::contacts_of_an_older_program_get_their_marks,
    audit::operators_find_what_they_were_told_of,
    audit::a_chain_that_was_stamped_anew_is_named,
    audit::sixty_four_writers_make_one_chain,
    audit::an_edited_row_is_named,
    audit::a_missing_row_is_named,
    audit::swapped_rows_are_named,
    audit::a_cut_tail_is_named,
    audit::a_forged_head_stays_visible_under_later_rows,
    audit::a_head_taken_away_is_named,
    secrets::a_sealed_value_opens_for_its_account_only,
    secrets::nothing_secret_is_readable_in_the_files,
    transactions::what_is_undone_or_fails_leaves_nothing,
    transactions::what_is_dropped_lets_go_of_its_rows_at_once,
    transactions::whoever_asks_one_thing_after_another_needs_one_connection,
    transactions::a_transaction_can_be_spawned_with_what_it_borrows,
    transactions::two_that_block_each_other_both_succeed,
    transactions::a_lost_answer_to_a_commit_is_told_as_such,
];

on_each_database!(run_all);

/// Every case on ground of its own.
fn run_all(engine: Engine) {
    let engine = Arc::new(engine);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime");
    let mut failed = Vec::new();
    for (number, (name, case)) in CASES.iter().enumerate() {
        let ground = runtime.block_on(Ground::new(Arc::clone(&engine), number));
        if runtime.block_on(runtime.spawn(case(Arc::new(ground)))).is_err() {
            failed.push(*name);
        }
    }
    assert!(failed.is_empty(), "{} of {} cases failed: {failed:#?}", failed.len(), CASES.len());
}
