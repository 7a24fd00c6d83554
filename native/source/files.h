#pragma once
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

// A failure with a code that the client turns into words for people. The text never holds a
// token of anybody's note.
struct Failure : std::runtime_error {
    std::string code;
    Failure(std::string code, const std::string & what) : std::runtime_error(what), code(std::move(code)) {}
};

// Reads exactly size bytes at offset; Failure("truncated") when the file ends before.
void read_exactly(int file, void * data, size_t size, uint64_t offset, const std::string & name);

class OpenFile {
public:
    OpenFile(const std::string & path, const char * failure_code);
    ~OpenFile();
    OpenFile(const OpenFile &) = delete;
    int handle() const { return handle_; }
    uint64_t size() const { return size_; }
private:
    int handle_;
    uint64_t size_;
};

// A file as it lies on disk, mapped and read where it is touched. What is let go is read again from the
// system's cache of files, or from the disk, and counts as this process's memory only in between. Who cuts
// the file short under it, or takes its disk away, ends the process: see `end_where_a_file_ends`.
class MappedFile {
public:
    MappedFile(const std::string & path, const char * failure_code);
    ~MappedFile();
    MappedFile(const MappedFile &) = delete;
    const OpenFile & file() const { return file_; }
    char * data() const { return data_; }
    void fetch(const void * from, size_t size) const;
    void let_go(const void * from, size_t size) const;
    // Failure(failure_code) where somebody wrote to the file since it was mapped.
    void require_unchanged() const;
private:
    OpenFile file_;
    std::string path_;
    char * data_ = nullptr;
    int64_t changed_[2] = {};
};

// From now on a read beyond a mapped file's end says `event`, a line of the protocol, and ends the process.
void end_where_a_file_ends(const std::string & event);

// Writes path + ".partial" through `write`, syncs it, renames it over path and syncs the folder:
// after a crash or a full disk either the old file is there or the new one, never a part. A test may
// name a place at which the process ends as by kill -9: ASCLEPIUS_TRAINER_DIE="NAME PLACE", where NAME
// is the end of the path and PLACE a number of bytes, "written", "synced", "renamed" or "kept".
class AtomicFile {
public:
    explicit AtomicFile(const std::string & path);
    ~AtomicFile();
    AtomicFile(const AtomicFile &) = delete;
    void write(const void * data, size_t size);
    void commit();
private:
    bool dies_here(const char * place) const;
    std::string path_, partial_;
    int handle_;
    uint64_t written_ = 0;
};

// An exclusive lock on folder/.trainer.lock that ends with the process.
class FolderLock {
public:
    explicit FolderLock(const std::string & folder);
    ~FolderLock();
    FolderLock(const FolderLock &) = delete;
private:
    int handle_;
};

// Bytes of memory this process held at its peak and holds now.
uint64_t peak_memory();
uint64_t current_memory();
