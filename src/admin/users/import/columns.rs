//! Which column of a file is which of ours. Knows the names that PowerShell and LDAP servers use, and
//! nothing of how a file is read.

use std::collections::BTreeSet;

use crate::domain::person::{Cells, Column, Fault, SEPARATOR};
use crate::domain::visible::visible;

/// More columns than any system has of a person.
const MOST_COLUMNS: usize = 200;

/// Written by `--partial`, and not looked at when what was mended there comes back.
pub const REFUSED: &str = "refused";

/// What PowerShell writes for a list that nobody joined.
const NOT_JOINED: &str = "Microsoft.ActiveDirectory.";

/// What operators said of the names in their file.
#[derive(Debug, Default)]
pub struct Mapping {
    own: Vec<(Column, String)>,
    /// Whether the file comes from a directory, with the names that those use.
    directory: bool,
}

/// Our column for each column of a file.
#[derive(Debug)]
pub struct Layout {
    pub columns: Vec<Option<Column>>,
    directory: bool,
}

impl Mapping {
    /// From the values of `--map`, as the command line takes them: `ad` or `COLUMN=THEIRS`.
    pub fn of(values: &[String]) -> Self {
        let pairs = values.iter().filter_map(|value| value.split_once('='));
        let own = pairs.filter_map(|(column, theirs)| Some((Column::from_name(column)?, theirs.trim().to_owned())));
        Self { own: own.collect(), directory: values.iter().any(|value| value == "ad") }
    }

    /// The same for a file that is known to come from a directory.
    #[must_use]
    pub fn for_directory(&self) -> Self {
        Self { own: self.own.clone(), directory: true }
    }

    /// The names by which a directory's file may have `column`, the best first.
    pub fn names(&self, column: Column) -> Vec<&str> {
        if let Some((_, theirs)) = self.own.iter().rev().find(|(mapped, _)| *mapped == column) {
            return vec![theirs];
        }
        if self.directory { [&[column.name()], theirs(column)].concat() } else { vec![column.name()] }
    }

    /// Finds our columns in `header`.
    ///
    /// # Errors
    /// When one is missing, there twice, or not known and nobody said that others may be ignored.
    pub fn layout(&self, header: &[String]) -> Result<Layout, String> {
        if header.len() > MOST_COLUMNS {
            return Err(format!("{} columns; at most {MOST_COLUMNS} are read", header.len()));
        }
        let mut columns = vec![None; header.len()];
        for column in Column::ALL {
            let mut places = Vec::new();
            for name in self.names(column) {
                places =
                    (0..).zip(header).filter(|(_, given)| given.eq_ignore_ascii_case(name)).map(|(place, _)| place).collect();
                if !places.is_empty() {
                    break;
                }
            }
            match places[..] {
                [] => self.demand_own(column, header)?,
                [place] => columns.get_mut(place).into_iter().for_each(|found: &mut Option<Column>| *found = Some(column)),
                _ => return Err(format!("the column {} is there twice", shown(&self.names(column).join("/")))),
            }
        }
        if !columns.contains(&Some(Column::Login)) {
            return Err(format!(
                "no column {}; the first line names the columns: {}",
                self.names(Column::Login).join(" or "),
                list(header)
            ));
        }
        self.refuse_unknown(&columns, header)?;
        Ok(Layout { columns, directory: self.directory })
    }

    /// A name that an operator gave must be there.
    fn demand_own(&self, column: Column, header: &[String]) -> Result<(), String> {
        match self.own.iter().rev().find(|(mapped, _)| *mapped == column) {
            Some((_, theirs)) => Err(format!("no column {}, as --map says; there are {}", shown(theirs), list(header))),
            None => Ok(()),
        }
    }

    /// A column that nobody mapped may be one with a slip in its name, and what it holds would be lost.
    fn refuse_unknown(&self, columns: &[Option<Column>], header: &[String]) -> Result<(), String> {
        if self.directory || !self.own.is_empty() {
            return Ok(());
        }
        let unknown = columns.iter().zip(header).find(|(column, name)| column.is_none() && !name.is_empty() && *name != REFUSED);
        let Some((_, name)) = unknown else { return Ok(()) };
        let nearest = Column::ALL.into_iter().max_by(|one, other| {
            let near = |column: &Column| strsim::jaro_winkler(&name.to_lowercase(), column.name());
            near(one).total_cmp(&near(other))
        });
        let meant = nearest.map_or("", Column::name);
        Err(format!("no column is called {}; --map {meant}={} says that it is {meant}", shown(name), shown(name)))
    }
}

impl Layout {
    /// Of a record from a directory that has these columns.
    pub const fn of_directory(columns: Vec<Option<Column>>) -> Self {
        Self { columns, directory: true }
    }

    /// The cells of `row` that are ours.
    ///
    /// # Errors
    /// When there are more or fewer than the header has.
    pub fn cells(&self, row: &[String]) -> Result<Cells, Vec<String>> {
        if row.len() != self.columns.len() {
            return Err(vec![format!("{} cells, and the first line has {}", row.len(), self.columns.len())]);
        }
        let ours = self.columns.iter().zip(row).filter_map(|(column, text)| Some(((*column)?, text.as_str())));
        let mut cells = Cells::new();
        for (column, text) in ours {
            cells.insert(column, self.cell(column, text).map_err(|fault| vec![fault.to_string()])?);
        }
        Ok(cells)
    }

    fn cell(&self, column: Column, text: &str) -> Result<String, Fault> {
        if text.starts_with(NOT_JOINED) {
            let why = "PowerShell wrote a type instead of the list: join it with -join '|'".to_owned();
            return Err(Fault { column, why });
        }
        let is_group = self.directory && column == Column::Groups;
        let named = |entry: &str| if is_group { common_name(entry) } else { entry.to_owned() };
        Ok(text.split(SEPARATOR).map(named).collect::<Vec<_>>().join("|"))
    }
}

/// What Active Directory, by PowerShell or LDAP, and other LDAP servers call a column.
const fn theirs(column: Column) -> &'static [&'static str] {
    match column {
        Column::Login => &["sAMAccountName", "uid"],
        Column::ExternalId => &["objectGUID", "entryUUID"],
        Column::Name => &["displayName", "name", "cn"],
        Column::Language => &["preferredLanguage"],
        Column::Groups => &["memberOf"],
        Column::Emails => &["EmailAddress", "mail"],
        Column::Phones => &["MobilePhone", "mobile"],
        Column::OfficePhones => &["OfficePhone", "telephoneNumber"],
        Column::Enabled => &["Enabled"],
        Column::PasswordHash => &["userPassword"],
        Column::Role | Column::Managed => &[],
    }
}

/// `Staff` of `CN=Staff,OU=Groups,DC=contoso,DC=com`.
fn common_name(entry: &str) -> String {
    let Some(rest) = entry.trim().get(..3).filter(|start| start.eq_ignore_ascii_case("cn=")).and(entry.trim().get(3..)) else {
        return entry.to_owned();
    };
    let (mut name, mut is_escaped) = (String::new(), false);
    for c in rest.chars() {
        match c {
            ',' if !is_escaped => break,
            '\\' if !is_escaped => is_escaped = true,
            c => {
                name.push(c);
                is_escaped = false;
            }
        }
    }
    name
}

fn list(header: &[String]) -> String {
    let names: BTreeSet<String> = header.iter().take(20).map(|name| shown(name)).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

fn shown(name: &str) -> String {
    visible(name, 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    fn mapping(values: &str) -> Mapping {
        Mapping::of(&words(values))
    }

    fn refused(values: &str, header: &str) -> String {
        mapping(values).layout(&words(header)).expect_err(header)
    }

    #[test]
    fn powershells_names_are_known() {
        let header = "DistinguishedName EmailAddress Enabled MemberOf MobilePhone Name ObjectGUID SamAccountName";
        let layout = mapping("ad").layout(&words(header)).expect("known");
        let row = ["", "a@example.org", "True", "CN=Staff\\, all,OU=x|CN=Hall,OU=x", "", "Ada", "7", "ada"].map(str::to_owned);
        let cells = layout.cells(&row).expect("cells");
        assert_eq!(cells[&Column::Groups], "Staff, all|Hall");
        assert_eq!((cells[&Column::Login].as_str(), cells[&Column::Name].as_str(), cells.len()), ("ada", "Ada", 7));
        let mine = mapping("ad login=UserPrincipalName").layout(&words("UserPrincipalName SamAccountName")).expect("known");
        assert_eq!(mine.columns, [Some(Column::Login), None]);
        let type_name = "Microsoft.ActiveDirectory.Management.ADPropertyValueCollection".to_owned();
        let unjoined = mapping("ad").layout(&words("uid memberOf")).expect("known").cells(&["a".to_owned(), type_name]);
        assert!(unjoined.expect_err("no list")[0].starts_with("groups: PowerShell"));
    }

    #[test]
    fn a_header_that_cannot_be_meant_is_refused() {
        assert!(refused("", "ada bob").contains("no column login; the first line names the columns: ada, bob"));
        assert!(refused("", "login e-mails").contains("--map emails=e-mails"));
        assert!(refused("", "login name Login").contains("login is there twice"));
        assert!(refused("emails=Mail", "login Post").contains("no column Mail, as --map says"));
        assert!(refused("", &"x ".repeat(300)).contains("301 columns"));
        assert!(mapping("emails=Mail").layout(&words("login mail Shoe")).is_ok(), "others are ignored");
        assert!(mapping("").layout(&words("login refused")).is_ok());
    }

    #[test]
    fn a_row_has_as_many_cells_as_the_header() {
        let layout = mapping("").layout(&words("login name")).expect("known");
        for row in ["ada", "ada Ada x"] {
            assert!(layout.cells(&words(row)).expect_err(row)[0].contains("cells, and the first line has 2"));
        }
    }
}
