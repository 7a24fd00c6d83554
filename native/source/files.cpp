#include "files.h"

#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

void read_exactly(int file, void * data, size_t size, uint64_t offset, const std::string & name) {
    char * at = static_cast<char *>(data);
    while (size > 0) {
        const size_t part = size < (size_t(1) << 26) ? size : (size_t(1) << 26);
        const ssize_t got = pread(file, at, part, off_t(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw Failure("unreadable", name + " could not be read: " + std::strerror(errno));
        if (got == 0) throw Failure("truncated", name + " ends before its header says");
        at += got;
        offset += uint64_t(got);
        size -= size_t(got);
    }
}

OpenFile::OpenFile(const std::string & path, const char * failure_code) : handle_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (handle_ < 0) throw Failure(failure_code, path + " could not be opened: " + std::strerror(errno));
    struct stat about {};
    fstat(handle_, &about);
    size_ = uint64_t(about.st_size);
}

OpenFile::~OpenFile() { close(handle_); }

namespace {

struct Pages {
    void * from;
    size_t size;
    Pages(const void * at, size_t length) {
        const uintptr_t page = uintptr_t(sysconf(_SC_PAGESIZE)), low = uintptr_t(at) / page * page;
        from = reinterpret_cast<void *>(low);
        size = size_t((uintptr_t(at) + length + page - 1) / page * page - low);
    }
};

void time_of_change(int file, int64_t (&at)[2]) {
    struct stat about {};
    if (fstat(file, &about) != 0) return;
    at[0] = int64_t(about.st_mtim.tv_sec);
    at[1] = int64_t(about.st_mtim.tv_nsec);
}

}  // namespace

MappedFile::MappedFile(const std::string & path, const char * failure_code) : file_(path, failure_code), path_(path) {
    void * at = mmap(nullptr, size_t(file_.size()), PROT_READ, MAP_PRIVATE, file_.handle(), 0);
    if (at == MAP_FAILED) throw Failure("unreadable", path + " could not be mapped: " + std::strerror(errno));
    data_ = static_cast<char *>(at);
    time_of_change(file_.handle(), changed_);
}

MappedFile::~MappedFile() { munmap(data_, size_t(file_.size())); }

// Advice: where the system does not know it, pages come as they are touched.
void MappedFile::fetch(const void * from, size_t size) const {
    const Pages pages(from, size);
#ifdef MADV_POPULATE_READ
    madvise(pages.from, pages.size, MADV_POPULATE_READ);
#else
    madvise(pages.from, pages.size, MADV_WILLNEED);
#endif
}

void MappedFile::let_go(const void * from, size_t size) const {
    const Pages pages(from, size);
    madvise(pages.from, pages.size, MADV_DONTNEED);
}

void MappedFile::require_unchanged() const {
    int64_t now[2] = {};
    time_of_change(file_.handle(), now);
    if (now[0] != changed_[0] || now[1] != changed_[1]) throw Failure("model-changed", path_ + " was written to while it was in use");
}

namespace {

std::string last_words;

void say_last_words(int) {
    if (write(STDOUT_FILENO, last_words.data(), last_words.size()) < 0) _exit(1);
    _exit(2);
}

}  // namespace

void end_where_a_file_ends(const std::string & event) {
    last_words = event;
    struct sigaction action {};
    action.sa_handler = say_last_words;
    sigaction(SIGBUS, &action, nullptr);
}

AtomicFile::AtomicFile(const std::string & path) : path_(path), partial_(path + ".partial") {
    handle_ = open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (handle_ < 0) throw Failure("write-failed", path + " could not be written: " + std::strerror(errno));
}

AtomicFile::~AtomicFile() {
    if (handle_ >= 0) {
        close(handle_);
        unlink(partial_.c_str());
    }
}

namespace {

bool is_disk_full(int problem) { return problem == ENOSPC || problem == EFBIG || problem == EDQUOT; }

// What ASCLEPIUS_TRAINER_DIE names.
struct Death {
    std::string name, place;
    Death() {
        const char * text = std::getenv("ASCLEPIUS_TRAINER_DIE");
        const char * gap = text ? std::strchr(text, ' ') : nullptr;
        if (gap) name.assign(text, gap), place = gap + 1;
    }
};
const Death death;

}  // namespace

bool AtomicFile::dies_here(const char * place) const {
    const size_t size = death.name.size();
    return size > 0 && path_.size() >= size && path_.compare(path_.size() - size, size, death.name) == 0 && death.place == place;
}

void AtomicFile::write(const void * data, size_t size) {
    const char * at = static_cast<const char *>(data);
    // The bytes up to the place of death are written, those after it are not.
    if (dies_here(death.place.c_str()) && std::isdigit(static_cast<unsigned char>(death.place[0]))) {
        const uint64_t end = std::strtoull(death.place.c_str(), nullptr, 10);
        if (written_ + size >= end && ::write(handle_, at, size_t(end - written_)) >= 0) raise(SIGKILL);
    }
    written_ += size;
    while (size > 0) {
        const ssize_t done = ::write(handle_, at, size);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) {
            throw Failure(is_disk_full(errno) ? "disk-full" : "write-failed", path_ + " could not be written: " + std::strerror(errno));
        }
        at += done;
        size -= size_t(done);
    }
}

void AtomicFile::commit() {
    if (dies_here("written")) raise(SIGKILL);
    // Some file systems find out only here that there is no room.
    if (fsync(handle_) != 0) throw Failure(is_disk_full(errno) ? "disk-full" : "write-failed", path_ + " could not be synced: " + std::strerror(errno));
    if (dies_here("synced")) raise(SIGKILL);
    close(handle_);
    handle_ = -1;
    if (rename(partial_.c_str(), path_.c_str()) != 0) {
        throw Failure("write-failed", path_ + " could not be put in place: " + std::strerror(errno));
    }
    if (dies_here("renamed")) raise(SIGKILL);
    const auto slash = path_.find_last_of('/');
    const std::string folder = slash == std::string::npos ? "." : path_.substr(0, slash + 1);
    const int directory = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory >= 0) {
        fsync(directory);
        close(directory);
    }
    if (dies_here("kept")) raise(SIGKILL);
}

FolderLock::FolderLock(const std::string & folder) {
    handle_ = open((folder + "/.trainer.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (handle_ < 0) throw Failure("write-failed", folder + " could not be written: " + std::strerror(errno));
    if (flock(handle_, LOCK_EX | LOCK_NB) != 0) {
        close(handle_);
        throw Failure("locked", "another training writes to " + folder);
    }
}

FolderLock::~FolderLock() { close(handle_); }

uint64_t peak_memory() {
    struct rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return uint64_t(usage.ru_maxrss) * 1024;
}

uint64_t current_memory() {
    unsigned long long total = 0, resident = 0;
    if (FILE * file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%llu %llu", &total, &resident) != 2) resident = 0;
        std::fclose(file);
    }
    return resident * uint64_t(sysconf(_SC_PAGESIZE));
}
