// A part of Roost's API as one would write it in Go with net/http, encoding/json and go-sqlite3: one's own account, and the
// newest messages of a room. It reads Roost's own database and changes nothing.
//
//	go-api ADDRESS DATABASE TOKENS
//
// TOKENS is a file with the SHA-256 of a token in hexadecimal digits and the id of its account on each line.
package main

import (
	"bufio"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

const (
	origin   = "http://localhost:8080"
	pageSize = 50
)

type person struct {
	ID        int64  `json:"id"`
	Username  string `json:"username"`
	Nickname  string `json:"nickname"`
	AvatarURL string `json:"avatar_url"`
	IsApp     bool   `json:"is_app"`
}

type account struct {
	ID            int64   `json:"id"`
	Username      string  `json:"username"`
	Nickname      string  `json:"nickname"`
	AvatarURL     string  `json:"avatar_url"`
	HasAvatar     bool    `json:"has_avatar"`
	Role          string  `json:"role"`
	Language      *string `json:"language"`
	TimeZone      *string `json:"time_zone"`
	ShowsPresence bool    `json:"shows_presence"`
	SendsReceipts bool    `json:"sends_receipts"`
	CreatedAt     string  `json:"created_at"`
}

type reaction struct {
	Emoji string `json:"emoji"`
	Count int64  `json:"count"`
}

type attachment struct {
	ID    int64  `json:"id"`
	Name  string `json:"name"`
	Type  string `json:"type"`
	Bytes int64  `json:"bytes"`
	URL   string `json:"url"`
}

type reply struct {
	Number int64 `json:"number"`
}

type message struct {
	Number       int64        `json:"number"`
	RoomID       int64        `json:"room_id"`
	Revision     int64        `json:"revision"`
	Author       *person      `json:"author"`
	Body         string       `json:"body"`
	ReplyTo      *reply       `json:"reply_to"`
	CreatedAt    string       `json:"created_at"`
	EditedAt     *string      `json:"edited_at"`
	PinnedAt     *string      `json:"pinned_at"`
	IsDeleted    bool         `json:"is_deleted"`
	IsFolded     bool         `json:"is_folded"`
	Reactions    []reaction   `json:"reactions"`
	OwnReactions []string     `json:"own_reactions"`
	Attachments  []attachment `json:"attachments"`
}

type cursors struct {
	Before *int64 `json:"before"`
	After  *int64 `json:"after"`
}

type server struct {
	tokens                                    map[[sha256.Size]byte]int64
	account, room, messages, reactions, files *sql.Stmt
}

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: go-api ADDRESS DATABASE TOKENS")
	}
	db, err := sql.Open("sqlite3", "file:"+os.Args[2]+"?mode=ro&_query_only=1")
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(4)
	db.SetMaxIdleConns(4)
	s := &server{tokens: readTokens(os.Args[3])}
	s.prepare(db)
	http.HandleFunc("/api/v1/users/me", s.authorized(s.ownAccount))
	http.HandleFunc("/api/v1/rooms/", s.authorized(s.newest))
	log.Fatal(http.ListenAndServe(os.Args[1], nil))
}

func readTokens(path string) map[[sha256.Size]byte]int64 {
	file, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	tokens := map[[sha256.Size]byte]int64{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var digits string
		var id int64
		var hash [sha256.Size]byte
		if _, err := fmt.Sscan(lines.Text(), &digits, &id); err != nil {
			log.Fatal(err)
		}
		if n, err := hex.Decode(hash[:], []byte(digits)); err != nil || n != len(hash) {
			log.Fatal("not a SHA-256: ", digits)
		}
		tokens[hash] = id
	}
	return tokens
}

func (s *server) prepare(db *sql.DB) {
	for query, statement := range map[string]**sql.Stmt{
		`SELECT id, username, nickname, avatar IS NOT NULL, avatarSeed, role, language, timeZone, showsPresence,
			sendsReceipts, createdAt FROM user WHERE id = ? AND disabledAt IS NULL`: &s.account,
		`SELECT lastNumber FROM room LEFT JOIN membership ON roomId = room.id AND userId = ? AND leftAt IS NULL
			WHERE room.id = ? AND deletedAt IS NULL AND (kind = 'open' OR userId IS NOT NULL)`: &s.room,
		`SELECT number, revision, body, message.createdAt, editedAt, deletedAt, pinnedAt, replyTo, user.id, username,
			nickname, avatarSeed, isApp FROM message LEFT JOIN user ON user.id = authorId
			WHERE roomId = ? AND number BETWEEN ? AND ? ORDER BY number`: &s.messages,
		`SELECT number, emoji, count(*), max(userId = ?) FROM reaction WHERE roomId = ? AND number BETWEEN ? AND ?
			GROUP BY number, emoji ORDER BY number, min(createdAt), emoji`: &s.reactions,
		`SELECT number, id, name, type, bytes FROM attachment WHERE roomId = ? AND number BETWEEN ? AND ?
			ORDER BY number, id`: &s.files,
	} {
		prepared, err := db.Prepare(query)
		if err != nil {
			log.Fatal(err)
		}
		*statement = prepared
	}
}

func (s *server) authorized(handle func(http.ResponseWriter, *http.Request, int64) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		id, isKnown := s.tokens[sha256.Sum256([]byte(token))]
		if scheme != "Bearer" || !isKnown {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		if err := handle(w, r, id); err == sql.ErrNoRows {
			http.NotFound(w, r)
		} else if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}
}

func (s *server) ownAccount(w http.ResponseWriter, r *http.Request, id int64) error {
	var own account
	var seed, createdAt int64
	err := s.account.QueryRow(id).Scan(
		&own.ID, &own.Username, &own.Nickname, &own.HasAvatar, &seed, &own.Role, &own.Language, &own.TimeZone,
		&own.ShowsPresence, &own.SendsReceipts, &createdAt)
	if err != nil {
		return err
	}
	own.AvatarURL, own.CreatedAt = avatarURL(seed), iso(createdAt)
	return answer(w, map[string]any{"data": own})
}

func (s *server) newest(w http.ResponseWriter, r *http.Request, id int64) error {
	name, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/api/v1/rooms/"), "/")
	room, err := strconv.ParseInt(name, 10, 64)
	if err != nil || rest != "messages" {
		return sql.ErrNoRows
	}
	var last int64
	if err := s.room.QueryRow(id, room).Scan(&last); err != nil {
		return err
	}
	first := last - pageSize + 1
	found, err := s.read(room, first, last)
	if err != nil {
		return err
	}
	if err := s.addReactions(found, id, room, first, last); err != nil {
		return err
	}
	if err := s.addFiles(found, room, first, last); err != nil {
		return err
	}
	return answer(w, map[string]any{"data": found, "page": cursors{Before: &first}})
}

func (s *server) read(room, first, last int64) ([]*message, error) {
	rows, err := s.messages.Query(room, first, last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make([]*message, 0, pageSize)
	for rows.Next() {
		m := &message{
			RoomID: room, Reactions: []reaction{}, OwnReactions: []string{}, Attachments: []attachment{}}
		var createdAt int64
		var editedAt, deletedAt, pinnedAt, replyTo, author, seed sql.NullInt64
		var username, nickname sql.NullString
		var isApp sql.NullBool
		if err := rows.Scan(
			&m.Number, &m.Revision, &m.Body, &createdAt, &editedAt, &deletedAt, &pinnedAt, &replyTo, &author, &username,
			&nickname, &seed, &isApp); err != nil {
			return nil, err
		}
		m.CreatedAt, m.EditedAt, m.PinnedAt = iso(createdAt), optionalISO(editedAt), optionalISO(pinnedAt)
		m.IsDeleted = deletedAt.Valid
		if replyTo.Valid {
			m.ReplyTo = &reply{replyTo.Int64}
		}
		if author.Valid {
			m.Author = &person{author.Int64, username.String, nickname.String, avatarURL(seed.Int64), isApp.Bool}
		}
		found = append(found, m)
	}
	return found, rows.Err()
}

func (s *server) addReactions(found []*message, id, room, first, last int64) error {
	rows, err := s.reactions.Query(id, room, first, last)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		var r reaction
		var isOwn bool
		if err := rows.Scan(&number, &r.Emoji, &r.Count, &isOwn); err != nil {
			return err
		}
		m := found[number-found[0].Number]
		m.Reactions = append(m.Reactions, r)
		if isOwn {
			m.OwnReactions = append(m.OwnReactions, r.Emoji)
		}
	}
	return rows.Err()
}

func (s *server) addFiles(found []*message, room, first, last int64) error {
	rows, err := s.files.Query(room, first, last)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		var f attachment
		if err := rows.Scan(&number, &f.ID, &f.Name, &f.Type, &f.Bytes); err != nil {
			return err
		}
		f.URL = fmt.Sprintf("%s/files/%d/%s", origin, f.ID, f.Name)
		m := found[number-found[0].Number]
		m.Attachments = append(m.Attachments, f)
	}
	return rows.Err()
}

func answer(w http.ResponseWriter, value any) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	data, err := json.Marshal(value)
	if err == nil {
		_, _ = w.Write(data)
	}
	return err
}

func avatarURL(seed int64) string {
	return fmt.Sprintf("%s/avatars/%016x-128.svg", origin, uint64(seed))
}

func iso(seconds int64) string { return time.Unix(seconds, 0).UTC().Format("2006-01-02T15:04:05Z") }

func optionalISO(seconds sql.NullInt64) *string {
	if !seconds.Valid {
		return nil
	}
	text := iso(seconds.Int64)
	return &text
}
