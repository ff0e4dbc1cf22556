//! The folder of the platform's keys.
//!
//! | file         | what                                                                                     |
//! |--------------|------------------------------------------------------------------------------------------|
//! | `master.key` | 32 bytes, base64; all other secrets are sealed under it                                   |
//! | `root-a.key` | secret of root A, sealed                                                                  |
//! | `root-a.pem` | certificate of root A: the anchor of every seal                                           |
//! | `root-b.key` | secret of root B, sealed; belongs away from this machine                                  |
//! | `root-b.pub` | public key of root B (SPKI, base64), pinned by verifiers beside root A                    |

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;
use wathiq_channels::signer_file::{FileKeys, MasterKey};
use wathiq_domain::ids::{KeyId, TenantId};
use wathiq_domain::{Clock, Entropy};
use wathiq_seal::certificate;
use wathiq_seal::keys::{PublicKey, SoftSigner};
use wathiq_service::platform::{self, Platform};
use wathiq_service::ports::KeyStore as _;
use zeroize::Zeroizing;

/// The platform stands where a tenant does when a root is sealed.
const PLATFORM: TenantId = TenantId::from_uuid(Uuid::nil());
const ROOT_A: KeyId = KeyId::from_uuid(Uuid::from_u128(0xA));
const ROOT_B: KeyId = KeyId::from_uuid(Uuid::from_u128(0xB));

/// The folder.
pub struct KeyFolder(PathBuf);

impl KeyFolder {
    /// An existing folder of keys.
    ///
    /// # Errors
    /// When there is none: says how to make it.
    pub fn open(path: &Path) -> Result<Self> {
        if !path.join("master.key").exists() {
            bail!("there are no keys in {}: run `wathiq keys init`", path.display());
        }
        Ok(Self(path.to_owned()))
    }

    /// Makes a folder of keys: a master key and two roots.
    ///
    /// # Errors
    /// When it has keys already: they are never replaced.
    pub fn init(path: &Path, organization: &str, clock: &dyn Clock, entropy: &dyn Entropy) -> Result<Self> {
        fs::create_dir_all(path).with_context(|| format!("the folder {}", path.display()))?;
        if path.join("root-a.pem").exists() {
            bail!("{} holds keys already; they are never replaced", path.display());
        }
        // Interrupted between files: what is there is sealed under this master key and is made again.
        let master_file = path.join("master.key");
        if !master_file.exists() {
            MasterKey::make(&master_file, entropy)?;
        }
        let folder = Self(path.to_owned());
        let files = FileKeys::new(MasterKey::from_bytes(*folder.master()?), Vec::new());
        let (sealed, public) = files.create(PLATFORM, ROOT_B, entropy)?;
        folder.write("root-b.key", &sealed)?;
        folder.write("root-b.pub", STANDARD.encode(public.to_spki_der()).as_bytes())?;
        let (sealed, _) = files.create(PLATFORM, ROOT_A, entropy)?;
        folder.write("root-a.key", &sealed)?;
        let root = SoftSigner::from_secret(*files.unseal(PLATFORM, ROOT_A, &sealed)?)?;
        let mut serial = [0; 16];
        entropy.fill(&mut serial);
        let der = platform::root_certificate(&root, organization, serial, clock.now())?;
        // Last: a folder with a certificate is whole.
        folder.write("root-a.pem", certificate::to_pem(&der)?.as_bytes())?;
        Ok(folder)
    }

    /// Whether a folder holds a whole set of keys.
    pub fn is_whole(path: &Path) -> bool {
        path.join("root-a.pem").exists()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let (file, part) = (self.0.join(name), self.0.join(format!("{name}.part")));
        fs::write(&part, bytes).with_context(|| format!("writing {}", part.display()))?;
        #[cfg(unix)]
        if Path::new(name).extension().is_some_and(|ending| ending == "key") {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&part, fs::Permissions::from_mode(0o600))?;
        }
        fs::File::open(&part)?.sync_all()?;
        fs::rename(&part, &file).with_context(|| format!("writing {}", file.display()))
    }

    fn read(&self, name: &str) -> Result<Vec<u8>> {
        let file = self.0.join(name);
        fs::read(&file).with_context(|| format!("reading {}", file.display()))
    }

    /// The master key.
    ///
    /// # Errors
    /// When its file does not hold 32 bytes in base64.
    pub fn master(&self) -> Result<Zeroizing<[u8; 32]>> {
        let text = Zeroizing::new(self.read("master.key")?);
        let text = Zeroizing::new(String::from_utf8_lossy(&text).trim().to_owned());
        let bytes = Zeroizing::new(STANDARD.decode(text.as_bytes()).context("master.key does not hold base64")?);
        let Ok(bytes) = <[u8; 32]>::try_from(bytes.as_slice()) else { bail!("master.key does not hold 32 bytes") };
        Ok(Zeroizing::new(bytes))
    }

    /// The platform's roots, ready to sign.
    ///
    /// # Errors
    /// When a file is missing or does not open under the master key.
    pub fn platform(&self, files: &FileKeys) -> Result<Platform> {
        let secret = files.unseal(PLATFORM, ROOT_A, &self.read("root-a.key")?).context("root-a.key")?;
        let backup = STANDARD.decode(self.read("root-b.pub")?.trim_ascii()).context("root-b.pub")?;
        let backup = PublicKey::from_spki_der(&backup).context("root-b.pub")?;
        Ok(Platform::new(Arc::new(SoftSigner::from_secret(*secret)?), self.anchor()?, backup))
    }

    /// Certificate of root A, DER.
    ///
    /// # Errors
    /// When its file is missing or holds something else.
    pub fn anchor(&self) -> Result<Vec<u8>> {
        let pem = String::from_utf8(self.read("root-a.pem")?).context("root-a.pem")?;
        certificate::from_pem(&pem).context("root-a.pem")
    }
}
