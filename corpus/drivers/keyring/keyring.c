#include <bcrypt.h>
#include <ndis.h>
#include <ntddk.h>

/* Keys that come with the image: a session key is imported and duplicated, a hash is prepared once and copied, and what
 * two keys agree on is asked for while the entry runs. */
typedef struct _KEYRING {
    BCRYPT_ALG_HANDLE Cipher, Digest, Curve;
    BCRYPT_KEY_HANDLE Session, Spare;
    BCRYPT_HASH_HANDLE Seed, Copy;
    PVOID Scratch;
} KEYRING;

static KEYRING g_Ring;
static UCHAR g_Blob[64], g_Own[96], g_Other[72];

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID CloseRing(VOID)
{
    if (g_Ring.Copy != NULL) {
        BCryptDestroyHash(g_Ring.Copy);
    }
    if (g_Ring.Seed != NULL) {
        BCryptDestroyHash(g_Ring.Seed);
    }
    if (g_Ring.Spare != NULL) {
        BCryptDestroyKey(g_Ring.Spare);
    }
    if (g_Ring.Session != NULL) {
        BCryptDestroyKey(g_Ring.Session);
    }
    if (g_Ring.Scratch != NULL) {
        NdisFreeMemoryWithTag(g_Ring.Scratch, 'gniK');
    }
    if (g_Ring.Curve != NULL) {
        BCryptCloseAlgorithmProvider(g_Ring.Curve, 0);
    }
    if (g_Ring.Digest != NULL) {
        BCryptCloseAlgorithmProvider(g_Ring.Digest, 0);
    }
    if (g_Ring.Cipher != NULL) {
        BCryptCloseAlgorithmProvider(g_Ring.Cipher, 0);
    }
}

static NTSTATUS OpenProviders(VOID)
{
    NTSTATUS status = BCryptOpenAlgorithmProvider(&g_Ring.Cipher, BCRYPT_AES_ALGORITHM, NULL, 0);

    if (NT_SUCCESS(status)) {
        status = BCryptOpenAlgorithmProvider(&g_Ring.Digest, BCRYPT_SHA256_ALGORITHM, NULL, 0);
    }
    if (NT_SUCCESS(status)) {
        status = BCryptOpenAlgorithmProvider(&g_Ring.Curve, BCRYPT_ECDH_P256_ALGORITHM, NULL, 0);
    }
    return status;
}

static NTSTATUS OpenKeys(VOID)
{
    NTSTATUS status;

    status =
        BCryptImportKey(g_Ring.Cipher, NULL, BCRYPT_KEY_DATA_BLOB, &g_Ring.Session, NULL, 0, g_Blob, sizeof(g_Blob), 0);
    if (NT_SUCCESS(status)) {
        status = BCryptDuplicateKey(g_Ring.Session, &g_Ring.Spare, NULL, 0, 0);
    }
    if (NT_SUCCESS(status)) {
        status = BCryptCreateHash(g_Ring.Digest, &g_Ring.Seed, NULL, 0, NULL, 0, 0);
    }
    if (NT_SUCCESS(status)) {
        status = BCryptDuplicateHash(g_Ring.Seed, &g_Ring.Copy, NULL, 0, 0);
    }
    return status;
}

static NTSTATUS Agree(VOID)
{
    BCRYPT_KEY_HANDLE own, other;
    BCRYPT_SECRET_HANDLE secret;
    ULONG length;
    NTSTATUS status;

    status = BCryptImportKeyPair(g_Ring.Curve, NULL, BCRYPT_ECCPRIVATE_BLOB, &own, g_Own, sizeof(g_Own), 0);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = BCryptImportKeyPair(g_Ring.Curve, NULL, BCRYPT_ECCPUBLIC_BLOB, &other, g_Other, sizeof(g_Other), 0);
    if (NT_SUCCESS(status)) {
        status = BCryptSecretAgreement(own, other, &secret, 0);
        if (NT_SUCCESS(status)) {
            status = BCryptDeriveKey(secret, BCRYPT_KDF_HASH, NULL, g_Ring.Scratch, 32, &length, 0);
            BCryptDestroySecret(secret);
        }
        BCryptDestroyKey(other);
    }
    BCryptDestroyKey(own);
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CloseRing();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (NdisAllocateMemoryWithTag(&g_Ring.Scratch, 64, 'gniK') != NDIS_STATUS_SUCCESS) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = OpenProviders();
    if (NT_SUCCESS(status)) {
        status = OpenKeys();
    }
    if (NT_SUCCESS(status)) {
        status = Agree();
    }
    if (!NT_SUCCESS(status)) {
        CloseRing();
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
